namespace Integration.Prove;

/// <summary>Files of TCP Wrappers that nobody would write, about the clients that a proof of the default policy has.</summary>
internal sealed class RandomHostsFiles
{
    private static readonly string[] Daemons =
    [
        "rpcbind",
        "rpcbind",
        "ALL",
        "portmap",
        "sshd",
        "sshd rpcbind",
        "ALL EXCEPT sshd",
        "ALL EXCEPT rpcbind",
        "rpc*",
        "rpcbind@192.168.1.10",
        "RPCBIND",
    ];

    private static readonly string[] Clients =
    [
        "ALL",
        "192.168.1.0/24",
        "192.168.1.0/255.255.255.0",
        "192.168.1.128/25",
        "192.168.1.",
        "192.168.",
        "10.",
        "203.0.113.1",
        "192.168.1.20",
        "127.0.0.1",
        "127.0.0.0/8",
        "[fe80::]/10",
        "[2001:db8::]/32",
        "[::1]",
        "[fd00::]/8",
        "::1",
        "LOCAL",
        "KNOWN",
        "UNKNOWN",
        "PARANOID",
        ".example.com",
        "user@192.168.1.",
        "192.168.1.??",
        "192.168.1.0/33",
        "192.168.1.300",
    ];

    private static readonly string[] Options =
    [
        " : allow",
        " : deny",
        " : ALLOW",
        " : severity auth.info",
        " : nice 5 : deny",
        " : nosuchoption",
        " : setenv A b : allow",
        " : keepalive",
    ];

    private readonly Random random;

    private RandomHostsFiles(int seed) => random = new Random(seed);

    /// <summary>hosts.allow and hosts.deny. The same seed gives the same texts.</summary>
    internal static (string Allow, string Deny) Of(int seed)
    {
        var files = new RandomHostsFiles(seed);
        return (files.File(), files.One(3) ? "ALL : ALL\n" : files.File());
    }

    private string File()
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Line()));
        // The last line without its newline is one that libwrap does not read.
        return One(12) && text.Length > 0 ? text[..^1] : text;
    }

    private string Line()
    {
        if (One(12))
        {
            return One(2) ? "# a remark\n" : "no line at all\n";
        }
        var separator = One(8) ? ", " : " ";
        var clients = List(separator);
        var except = One(4) ? $" EXCEPT {List(separator)}" : "";
        var option = One(3) ? Pick(Options) : "";
        var broken = One(10) ? " \\\n " : " ";
        return $"{Pick(Daemons)} :{broken}{clients}{except}{option}\n";
    }

    private string List(string separator) =>
        string.Join(separator, Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Clients)));

    private bool One(int of) => random.Next(of) == 0;

    private string Pick(string[] words) => words[random.Next(words.Length)];
}
