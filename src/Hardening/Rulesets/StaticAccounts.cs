using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Hardening.Rulesets;

/// <summary>
/// Users and groups that have the same number on every Debian system (Debian Policy 9.2.2, base-passwd's passwd.master and group.master). All
/// others are the host's own.
/// </summary>
internal static class StaticAccounts
{
    /// <summary>The users' numbers by their names.</summary>
    public static ImmutableArray<(string Name, uint Number)> Users { get; } =
        Read(
            """
            root=0 daemon=1 bin=2 sys=3 sync=4 games=5 man=6 lp=7 mail=8 news=9 uucp=10 proxy=13 www-data=33 backup=34 list=38 irc=39
            nobody=65534
            """
        );

    /// <summary>The groups' numbers by their names.</summary>
    public static ImmutableArray<(string Name, uint Number)> Groups { get; } =
        Read(
            """
            root=0 daemon=1 bin=2 sys=3 adm=4 tty=5 disk=6 lp=7 mail=8 news=9 uucp=10 man=12 proxy=13 kmem=15 dialout=20 fax=21 voice=22
            cdrom=24 floppy=25 tape=26 sudo=27 audio=29 dip=30 www-data=33 backup=34 operator=37 list=38 irc=39 src=40 shadow=42
            utmp=43 video=44 sasl=45 plugdev=46 staff=50 games=60 users=100 nogroup=65534
            """
        );

    private static readonly FrozenDictionary<string, uint> ByUser = Users.ToFrozenDictionary(
        user => user.Name,
        user => user.Number,
        StringComparer.Ordinal
    );

    private static readonly FrozenDictionary<string, uint> ByGroup = Groups.ToFrozenDictionary(
        group => group.Name,
        group => group.Number,
        StringComparer.Ordinal
    );

    /// <summary>Null for a name that is the host's own.</summary>
    public static uint? FindUser(string name) =>
        ByUser.TryGetValue(name, out var number) ? number : null;

    /// <summary>Likewise of groups.</summary>
    public static uint? FindGroup(string name) =>
        ByGroup.TryGetValue(name, out var number) ? number : null;

    private static ImmutableArray<(string, uint)> Read(string list) =>
        [
            .. list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => entry.Split('='))
                .Select(entry => (entry[0], uint.Parse(entry[1], CultureInfo.InvariantCulture))),
        ];
}
