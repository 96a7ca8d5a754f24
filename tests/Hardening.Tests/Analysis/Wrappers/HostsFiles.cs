using System.Globalization;
using System.Text;

namespace Hardening.Tests.Analysis.Wrappers;

/// <summary>Random texts of hosts.allow and hosts.deny, and clients that they are about: proper ones, odd ones and broken ones.</summary>
internal sealed class HostsFiles(Random random)
{
    private const string Odd = ":,@/[]#\\ \t\r\v.*?%=0xA\u00e9";

    public static readonly string[] DaemonNames =
    [
        "rpcbind",
        "portmap",
        "sshd",
        "RPCBIND",
        "in.tftpd",
    ];

    public static readonly string[] HostNames =
    [
        "unknown",
        "paranoid",
        "host",
        "host.example.com",
        "HOST.example.org",
        "localhost",
        "a.b",
        "x10.0.0.1",
    ];

    public static readonly string[] UserNames = ["unknown", "root", "nobody"];

    private static readonly string[] Ipv4 =
    [
        "10.0.0.1",
        "10.0.0.0",
        "10.0.1.1",
        "192.168.1.20",
        "192.168.1.0",
        "192.168.1.255",
        "192.168.2.1",
        "127.0.0.1",
        "8.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "255.255.255.254",
        "1.2.3.4",
    ];

    private static readonly string[] Ipv6 =
    [
        "::1",
        "::",
        "2001:db8::1",
        "2001:db8:0:1::",
        "fd00::7",
        "fe80::1",
        "::ffff:10.0.0.1",
        "::ffff:192.168.1.20",
        "::ffff:255.255.255.255",
        "::10.0.0.1",
        "1:2:3:4:5:6:7:8",
        "2001:db8:1:2:3:4:5:6",
    ];

    private static readonly string[] Daemons =
    [
        "ALL",
        "all",
        "KNOWN",
        "UNKNOWN",
        "rpc*",
        "*",
        "?pcbind",
        "rpcbind*",
        "rpcbind**",
        "*d",
        ".bind",
        "rpc.",
        ".",
        "[::1]",
        "111",
        "+111",
        "0111",
        "22",
        "4294967407",
        "-1",
        "65536",
        "111x",
    ];

    private static readonly string[] Clients =
    [
        "ALL",
        "all",
        "LOCAL",
        "KNOWN",
        "UNKNOWN",
        "PARANOID",
        "unknown",
        ".example.com",
        ".com",
        "host",
        "host.",
        "10.",
        "10.0.0.",
        "192.168.",
        "1.",
        "10.0.0.0/8",
        "10.0.0.0/255.0.0.0",
        "192.168.1.0/24",
        "192.168.1.0/255.255.255.0",
        "192.168.0.0/255.255.0.255",
        "192.168.1.1/24",
        "0.0.0.0/0",
        "0.0.0.0/0.0.0.0",
        "0.0.0.0/1",
        "10.0.0.1/32",
        "10.0.0.1/255.255.255.255",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/4294967304",
        "10.0.0.0/99999999999999999999",
        "10.0.0.0/8x",
        "010.0.0.0/8",
        "0xa.0.0.0/8",
        "10.0.0/8",
        "10.0.0.0/8/8",
        "[::1]",
        "[::]/0",
        "[::1]/128",
        "[2001:db8::]/32",
        "[2001:db8::1]/32",
        "[2001:db8::]/129",
        "[2001:db8::]/-1",
        "[fd00::]/8",
        "[fe80::]/10",
        "[fe80::1%1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:0:0]/96",
        "[::ffff:255.255.255.255]",
        "[10.0.0.1]",
        "[::1",
        "::1]",
        "[]",
        "[",
        "]",
        "10.0.*",
        "10.0.0.?",
        "1*1",
        "*",
        "**",
        "*1",
        "*.1**",
        "*::1",
        "2001*",
        "????",
        "un*",
        "*.com",
        "/nothing/here",
        "-ALL",
    ];

    private static readonly string[] Options =
    [
        "allow",
        "deny",
        "ALLOW",
        "Deny",
        "allow x",
        "deny=1",
        "twist /bin/false",
        "keepalive",
        "keepalive 1",
        "linger 5",
        "linger -1",
        "linger x",
        "linger",
        "nice 0",
        "nice x",
        "rfc931",
        "rfc931 3",
        "rfc931 0",
        "rfc931 = 4",
        "setenv HLAB_A b",
        "setenv A=B c",
        "setenv %x y",
        "setenv %a y",
        "severity info",
        "severity mail.info",
        "severity authpriv.info",
        "severity LOCAL7.ERR",
        "severity warn",
        "severity info.mail",
        "umask 022",
        "umask 9",
        "umask 1000",
        "user root",
        "user hlab-nobody-has-this-name",
        "user root.root",
        "user root.hlab-nobody-has-this-name",
        "group root",
        "group hlab-nobody-has-this-name",
        "banners /nothing/here",
        "banners",
        "frobnicate",
        "allow\\:",
        "setenv HLAB_B a\\:b",
        "",
        " ",
        "=",
        "severity == info",
    ];

    private static readonly string[] OpenOptions =
    [
        "aclexec /bin/true",
        "aclexec /bin/false",
        "user nobody",
        "group nogroup",
        "user a.b",
        "spawn /bin/true",
    ];

    /// <summary>Another file that patterns can name; a path.</summary>
    public string List { get; init; } = "/nothing/here/either";

    /// <summary>Whether patterns and options may ask what only a run on a host could tell.</summary>
    public bool IsOpenEnded { get; init; }

    public string Text()
    {
        var text = new StringBuilder();
        for (var lines = random.Next(5); lines >= 0; lines--)
        {
            text.Append(Line());
        }
        if (One(8))
        {
            text.Length = Math.Max(0, text.Length - 1);
        }
        for (var noise = One(4) ? random.Next(3) : 0; noise > 0 && text.Length > 0; noise--)
        {
            var at = random.Next(text.Length);
            _ = random.Next(4) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, One(6) ? '\0' : '\n'),
                _ => text.Insert(at, Odd[random.Next(Odd.Length)]),
            };
        }
        return text.ToString();
    }

    public string Address()
    {
        if (!One(3))
        {
            return Of(One(2) ? Ipv4 : Ipv6);
        }
        var bytes = new byte[One(2) ? 4 : 16];
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] = One(2) ? (byte)0 : bytes[at];
        }
        return Hardening.Analysis.Wrappers.NumericHost.Of(Hardening.Addresses.Address.From(bytes));
    }

    public string Of(string[] choices) => choices[random.Next(choices.Length)];

    public bool One(int of) => random.Next(of) == 0;

    private string Line()
    {
        if (One(300))
        {
            // About as long as a line may be.
            return $"ALL : {new string('x', 2035 + random.Next(12))} ALL\n";
        }
        return random.Next(20) switch
        {
            0 => One(3) ? "# a remark \\\n" : "# ALL : ALL\n",
            1 => One(2) ? "\n" : " \t\r\n",
            2 => One(2) ? "ALL\n" : "rpcbind 10.0.0.1\n",
            _ => Access(),
        };
    }

    private string Access()
    {
        var line = new StringBuilder(Words(Daemon));
        line.Append(One(2) ? ":" : " : ").Append(Words(Client));
        for (var options = One(3) ? random.Next(3) : 0; options > 0; options--)
        {
            line.Append(One(2) ? ":" : " : ")
                .Append(IsOpenEnded && One(4) ? Of(OpenOptions) : Of(Options));
        }
        return line.Append(One(12) ? " \r\n" : "\n").ToString();
    }

    private string Words(Func<string> one)
    {
        var list = new StringBuilder();
        for (var words = One(3) ? random.Next(5) : 0; words >= 0; words--)
        {
            list.Append(One(6) ? (One(4) ? "except" : "EXCEPT") : one());
            list.Append(
                random.Next(12) switch
                {
                    0 => ", ",
                    1 => "\t",
                    2 => ",",
                    3 => " \\\n ",
                    _ => " ",
                }
            );
        }
        return list.ToString();
    }

    private string Daemon()
    {
        var name = One(2) ? Of(DaemonNames) : Of(Daemons);
        return One(8) ? $"{name}@{Client()}" : name;
    }

    private string Client()
    {
        if (One(12))
        {
            return $"{(One(2) ? Of(UserNames) : Of(Daemons))}@{Host()}";
        }
        return Host();
    }

    private string Host() =>
        random.Next(9) switch
        {
            0 => Address().Replace(":", "", StringComparison.Ordinal),
            1 => $"{Of(Ipv4)}/{random.Next(-1, 34).ToString(CultureInfo.InvariantCulture)}",
            2 => $"[{Address()}]/{random.Next(-1, 130).ToString(CultureInfo.InvariantCulture)}",
            3 => $"[{Address()}]",
            4 => Of(HostNames),
            5 when One(3) => List,
            5 when IsOpenEnded => One(2) ? "@group" : "[fe80::1%eth9]/64",
            _ => Of(Clients),
        };
}
