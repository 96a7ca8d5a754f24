using System.Net;
using Cell = Integration.Prove.ProofDocument.Cell;

namespace Integration.Prove;

/// <summary>Rules with one fault, and the cells of lan.yaml that the fault, by what its author knows of it, gets wrong.</summary>
/// <param name="Files">The files below testdata, the broken one and the sound ones that go with it.</param>
/// <param name="Observed">What is seen in the wrong cells.</param>
/// <param name="IsWrong">Which cells are wrong.</param>
internal sealed record BrokenRules(string[] Files, string Observed, Func<Cell, bool> IsWrong)
{
    private const string V4 = "sound/rules.v4";
    private const string V6 = "sound/rules.v6";
    private const string Allow = "sound/hosts.allow";
    private const string Deny = "sound/hosts.deny";

    /// <summary>The ids of the findings that tell why, but for the one that every proof of wrappers alone has.</summary>
    internal string[] Findings { get; init; } = [];

    internal static IReadOnlyDictionary<string, BrokenRules> All { get; } =
        new Dictionary<string, BrokenRules>
        {
            ["iptables: a prefix one bit too wide"] = new(
                ["broken/one-bit-too-wide.v4", V6],
                "allowed",
                cell => IsStranger(cell) && IsIn("192.168.0.0/23", cell)
            ),
            ["ip6tables: a prefix one bit too wide"] = new(
                ["broken/one-bit-too-wide.v6", V4],
                "allowed",
                cell => IsStranger(cell) && IsIn("fd00:1::/63", cell)
            ),
            ["iptables: the last address is missing"] = new(
                ["broken/last-address-missing.v4", V6],
                "dropped",
                cell => cell.Source == "192.168.1.255"
            ),
            ["nftables: the first address is missing"] = new(
                ["broken/first-address-missing.nft"],
                "dropped",
                cell => cell.Source == "192.168.1.0"
            ),
            ["iptables: TCP is forgotten"] = new(
                ["broken/tcp-forgotten.v4", V6],
                "allowed",
                cell => IsStranger(cell) && cell is { Family: "ipv4", Transport: "tcp" }
            ),
            ["ip6tables: UDP is forgotten"] = new(
                ["broken/udp-forgotten.v6", V4],
                "allowed",
                cell => IsStranger(cell) && cell is { Family: "ipv6", Transport: "udp" }
            ),
            ["nftables: UDP is forgotten"] = new(
                ["broken/udp-forgotten.nft"],
                "allowed",
                cell => IsStranger(cell) && cell.Transport == "udp"
            ),
            ["nft's JSON: UDP is forgotten"] = new(
                ["broken/udp-forgotten.json"],
                "allowed",
                cell => IsStranger(cell) && cell.Transport == "udp"
            ),
            ["ip6tables: another port"] = new(
                ["broken/wrong-port.v6", V4],
                "allowed",
                cell => IsStranger(cell) && cell.Family == "ipv6"
            ),
            ["script: IPv6 is forgotten"] = new(
                ["broken/ipv6-forgotten.sh"],
                "allowed",
                cell => IsStranger(cell) && cell.Family == "ipv6"
            ),
            ["nftables: a table of IPv4 alone"] = new(
                ["broken/ipv6-forgotten.nft"],
                "allowed",
                cell => IsStranger(cell) && cell.Family == "ipv6"
            ),
            ["iptables: no file for IPv6"] = new(
                [V4],
                "allowed",
                cell => IsStranger(cell) && cell.Family == "ipv6"
            ),
            ["script: loopback is forgotten"] = new(
                ["broken/loopback-forgotten.sh"],
                "dropped",
                cell => !cell.IsOnWire && !IsOfLan(cell)
            ),
            ["iptables: loopback by address"] = new(
                ["broken/loopback-by-address.v4", V6],
                "dropped",
                cell =>
                    cell is { IsOnWire: false, Family: "ipv4", Source: not "127.0.0.1" }
                    && !IsOfLan(cell)
            ),
            ["iptables: a drop behind an accept"] = new(
                ["broken/behind-an-accept.v4", V6],
                "allowed",
                cell => IsStranger(cell) && cell is { Family: "ipv4", Transport: "tcp" }
            ),
            ["iptables: the network is accepted and nobody dropped"] = new(
                ["broken/nothing-dropped.v4", V6],
                "allowed",
                cell => IsStranger(cell) && cell.Family == "ipv4"
            ),
            ["script: a line that iptables refuses"] = new(
                ["broken/refused-lines.sh"],
                "allowed",
                cell => IsStranger(cell) && cell is { Family: "ipv4", Transport: "udp" }
            )
            {
                Findings = ["refused-command"],
            },
            ["wrappers: another daemon's name"] = new(
                ["broken/wrong-daemon.hosts.allow", "broken/wrong-daemon.hosts.deny"],
                "allowed",
                cell => !IsOfLan(cell) && !IsLoopback(cell)
            )
            {
                Findings = ["wrappers-without-effect", "wrappers-without-effect"],
            },
            ["wrappers: no hosts.deny"] = new(
                [Allow],
                "allowed",
                cell => !IsOfLan(cell) && !IsLoopback(cell)
            )
            {
                Findings = ["wrappers-without-effect"],
            },
            ["wrappers: a prefix one bit too narrow"] = new(
                ["broken/one-bit-too-narrow.hosts.allow", Deny],
                "denied",
                cell => IsIn("192.168.1.128/25", cell)
            ),
            ["wrappers: loopback is forgotten"] = new(
                ["broken/loopback-forgotten.hosts.allow", Deny],
                "denied",
                IsLoopback
            ),
            ["wrappers: a hosts.allow without its last newline"] = new(
                ["broken/unterminated.hosts.allow", Deny],
                "denied",
                cell => IsOfLan(cell) || IsLoopback(cell)
            )
            {
                Findings = ["unterminated-line"],
            },
        };

    /// <summary>Somebody on a wire whom lan.yaml does not name.</summary>
    private static bool IsStranger(Cell cell) => cell.IsOnWire && !IsOfLan(cell);

    private static bool IsOfLan(Cell cell) =>
        IsIn("192.168.1.0/24", cell) || IsIn("fd00:1::/64", cell);

    private static bool IsLoopback(Cell cell) => IsIn("127.0.0.0/8", cell) || IsIn("::1/128", cell);

    private static bool IsIn(string network, Cell cell) =>
        IPNetwork.Parse(network).Contains(cell.Address);
}
