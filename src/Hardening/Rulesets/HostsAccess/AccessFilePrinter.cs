using System.Diagnostics;
using System.Text;
using Hardening.Addresses;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>Prints lines that libwrap reads whole.</summary>
public static class AccessFilePrinter
{
    /// <summary>The most bytes that libwrap takes as one line, without the newline: its buffer holds that and a NUL byte too.</summary>
    public const int MaxLine = LineAssembly.Capacity - 2;

    /// <summary>The text; ends with a newline, without which libwrap ignores the last line of hosts.allow and denies all by that of hosts.deny.</summary>
    public static string Print(AccessFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var text = new StringBuilder();
        foreach (var entry in file.Entries)
        {
            text.Append(Print(entry)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>One line without its newline.</summary>
    public static string Print(Entry entry) =>
        entry switch
        {
            Entry.Comment comment => $"# {comment.Text}",
            Entry.Access access => string.Join(' ', access.Daemons)
                + " : "
                + string.Join(' ', access.Clients.Select(Print))
                + (access.Denies ? " : deny" : ""),
            _ => throw new UnreachableException(),
        };

    /// <summary>One client pattern.</summary>
    public static string Print(Client client) =>
        client switch
        {
            Client.Everybody => "ALL",
            Client.Network { Prefix: var prefix } => Print(prefix),
            _ => throw new UnreachableException(),
        };

    private static string Print(Prefix prefix)
    {
        var network = prefix.Family == IpFamily.IPv4 ? $"{prefix.Network}" : $"[{prefix.Network}]";
        return prefix.IsSingle ? network : $"{network}/{prefix.Length}";
    }
}
