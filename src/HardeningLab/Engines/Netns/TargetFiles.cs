using System.Text;

namespace HardeningLab.Engines.Netns;

/// <summary>The private /etc of a target: what rpcbind, libwrap, nft and iptables read, and nothing of the machine's secrets.</summary>
internal static class TargetFiles
{
    private const string NetConfig = """
        udp        tpi_clts      v     inet     udp     -       -
        tcp        tpi_cots_ord  v     inet     tcp     -       -
        udp6       tpi_clts      v     inet6    udp     -       -
        tcp6       tpi_cots_ord  v     inet6    tcp     -       -
        local      tpi_cots_ord  -     loopback -       -       -

        """;

    /// <summary>rpcbind drops to the user _rpc; here that is root again, since a user namespace has no other.</summary>
    private const string Passwd = """
        root:x:0:0:root:/:/bin/sh
        _rpc:x:0:0:rpcbind:/run/rpcbind:/usr/sbin/nologin

        """;

    private const string Protocols = """
        ip 0 IP
        icmp 1 ICMP
        tcp 6 TCP
        udp 17 UDP
        ipv6-icmp 58 IPv6-ICMP

        """;

    internal static IReadOnlyDictionary<string, byte[]> Read()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["passwd"] = Bytes(Passwd),
            ["group"] = Bytes("root:x:0:\n"),
            ["nsswitch.conf"] = Bytes(
                "passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\nrpc: files\nnetgroup: files\n"
            ),
            ["netconfig"] = Bytes(NetConfig),
            ["hosts"] = Bytes("127.0.0.1 localhost\n::1 localhost\n"),
            ["hosts.allow"] = [],
            ["hosts.deny"] = [],
            ["rpc"] = Bytes("portmapper 100000 portmap sunrpc rpcbind\n"),
            ["protocols"] = OfMachine("protocols") ?? Bytes(Protocols),
            ["services"] = Services(OfMachine("services")),
        };
        if (OfMachine("ld.so.cache") is { } cache)
        {
            files["ld.so.cache"] = cache;
        }
        return files;
    }

    /// <summary>rpcbind finds no address to bind unless the services name sunrpc.</summary>
    private static byte[] Services(byte[]? machine)
    {
        var text = machine is null ? string.Empty : Encoding.UTF8.GetString(machine);
        return text.Contains("sunrpc", StringComparison.Ordinal)
            ? Bytes(text)
            : Bytes($"{text}\nsunrpc 111/tcp portmapper\nsunrpc 111/udp portmapper\n");
    }

    private static byte[]? OfMachine(string name)
    {
        var path = Path.Combine("/etc", name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
