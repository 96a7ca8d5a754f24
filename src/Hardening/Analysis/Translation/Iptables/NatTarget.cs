using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// Targets that give a connection other addresses: DNAT, REDIRECT, SNAT, MASQUERADE and NETMAP, which accept as well, and SNPT and
/// DNPT, which change packets one by one. Of a range the kernel takes what is free: what it takes is unknown.
/// </summary>
/// <param name="scope">The rule.</param>
/// <param name="options">The target's own options.</param>
internal sealed class NatTarget(RuleScope scope, EquatableArray<RuleOption> options)
{
    private const uint Local = 2;
    private static readonly ValueRange AnyType = new(0, 15);

    private bool IsIpv4 => scope.Family == IpFamily.IPv4;

    private UInt128 Whole => Address.Highest(scope.Family).Bits;

    internal IEnumerable<Step> Of(string target) =>
        [
            .. target switch
            {
                "DNAT" => To(isSource: false, Argument("--to-destination")),
                "SNAT" => To(isSource: true, Argument("--to-source")),
                "REDIRECT" => Redirected(),
                "MASQUERADE" =>
                [
                    .. Changed(
                        isSource: true,
                        [new ValueRange(0, Whole)],
                        Ports(Argument("--to-ports"))
                    ),
                ],
                _ => NetworkMap(),
            },
            new Step.Decide(new Verdict.Accept()),
        ];

    /// <summary>The prefix becomes another, and sixteen bits behind it keep the checksum what it was (RFC 6296): which, depends on the address.</summary>
    internal IEnumerable<Step> Prefix(string target)
    {
        var option = options.FirstOrDefault(one => one.Name == "--dst-pfx");
        if (option is null || !Addresses.Prefix.TryParse(option.Argument, out var prefix, out _))
        {
            throw option is null
                ? scope.Refused(target, "--src-pfx and --dst-pfx behind it")
                : scope.Refused(option, "a prefix");
        }
        return
        [
            new Step.Forget(
                target == "SNPT" ? PacketField.SourceAddress : PacketField.DestinationAddress,
                [new ValueRange(prefix.Range.First.Bits, prefix.Range.Last.Bits)]
            ),
            new Step.Forget(
                target == "SNPT" ? PacketField.SourceType : PacketField.DestinationType,
                [AnyType]
            ),
        ];
    }

    /// <summary>What comes in goes to an address of its interface, what the host sends itself to that of loopback.</summary>
    private IEnumerable<Step> Redirected()
    {
        var above = scope.Table.BuiltInAbove(scope.Chain);
        var own = Address.Parse(IsIpv4 ? "127.0.0.1" : "::1").Bits;
        return
        [
            .. Changed(
                isSource: false,
                above.SetEquals(["OUTPUT"])
                    ? [new ValueRange(own, own)]
                    : [new ValueRange(0, Whole)],
                Ports(Argument("--to-ports"))
            ),
            new Step.Assign(PacketField.DestinationType, 15, Local),
        ];
    }

    /// <summary>The bits of a network become those of another, the others stay.</summary>
    private List<Step> NetworkMap()
    {
        var option = options.FirstOrDefault(one => one.Name == "--to");
        var above = scope.Table.BuiltInAbove(scope.Chain);
        var steps = new List<Step>();
        foreach (var isSource in new[] { false, true })
        {
            string[] hooks = isSource ? ["POSTROUTING", "INPUT"] : ["PREROUTING", "OUTPUT"];
            if (!above.Overlaps(hooks))
            {
                continue;
            }
            var field = AddressOf(isSource);
            steps.AddRange(Marked(isSource, null));
            steps.Add(
                above.IsSubsetOf(hooks)
                    ? Masks.Read(scope.Family, field, option?.Argument ?? "")
                        is Condition.BitsAre(_, var mask, var value)
                        ? new Step.Assign(field, mask, value)
                        : throw scope.Refused(option?.Argument ?? "NETMAP", "--to and a network")
                    // It is the source at one hook and the destination at the other.
                    : new Step.Forget(field, [new ValueRange(0, Whole)])
            );
            steps.Add(new Step.Forget(TypeOf(isSource), [AnyType]));
        }
        return steps;
    }

    /// <summary>To <c>ADDRESS[-ADDRESS][:PORT[-PORT][/BASE]]</c>, IPv6 in brackets where a port follows.</summary>
    private IEnumerable<Step> To(bool isSource, string to)
    {
        var colon = to.LastIndexOf(':');
        var hasPort = colon >= 0 && (IsIpv4 || colon == 0 || to[colon - 1] == ']');
        var addresses = (hasPort ? to[..colon] : to).Trim('[', ']');
        return Changed(
            isSource,
            addresses.Length > 0
                ? [Range(to, addresses.Split('-').Select(text => FindAddress(text.Trim('[', ']'))))]
                : [],
            Ports(hasPort ? to[(colon + 1)..] : string.Empty)
        );
    }

    private IEnumerable<Step> Changed(
        bool isSource,
        EquatableArray<ValueRange> addresses,
        EquatableArray<ValueRange> ports
    )
    {
        var all = new List<Condition>();
        var steps = new List<Step>();
        Add(AddressOf(isSource), addresses, Whole);
        Add(
            isSource ? PacketField.SourcePort : PacketField.DestinationPort,
            ports,
            ushort.MaxValue
        );
        if (addresses.Count > 0)
        {
            steps.Add(new Step.Forget(TypeOf(isSource), [AnyType]));
        }
        // Marked first: whether it is changed is told by what it was.
        return [.. Marked(isSource, new Condition.AllOf(all.ToEquatableArray())), .. steps];

        void Add(PacketField field, EquatableArray<ValueRange> values, UInt128 highest)
        {
            if (values is [var only])
            {
                // Of a range even an address that is in it may become another.
                all.Add(
                    only.First == only.Last ? new Condition.Among(field, values) : Condition.Never
                );
                steps.Add(
                    only.First == only.Last
                        ? new Step.Assign(field, highest, only.First)
                        : new Step.Forget(field, values)
                );
            }
        }
    }

    /// <summary>No other chain of nat is asked, and `--ctstate DNAT` holds from here on where something has changed.</summary>
    private static IEnumerable<Step> Marked(bool isSource, Condition? unchanged)
    {
        var (done, changed) = isSource
            ? (TrackingStatus.SourceNatDone, TrackingStatus.SourceNat)
            : (TrackingStatus.DestinationNatDone, TrackingStatus.DestinationNat);
        return
        [
            new Step.Assign(PacketField.ConnectionStatus, (uint)done, (uint)done),
            new Step.Assign(PacketField.ConnectionStatus, (uint)changed, (uint)changed)
            {
                Where = unchanged?.Opposite() ?? Condition.Always,
            },
        ];
    }

    /// <summary>Names of services have hyphens as ranges have.</summary>
    private EquatableArray<ValueRange> Ports(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }
        var range = text.Split('/')[0];
        string[] ends = PortNumbers.Find(range) is null ? range.Split('-') : [range];
        return [Range(text, ends.Select(port => (UInt128?)PortNumbers.Find(port)))];
    }

    private ValueRange Range(string text, IEnumerable<UInt128?> ends)
    {
        var known = ends.ToList();
        return
            known is [{ } first, ..] && known[^1] is { } last && first <= last && known.Count <= 2
            ? new ValueRange(first, last)
            : throw scope.Refused(
                text,
                "addresses or ports, as 192.0.2.1, 192.0.2.1-192.0.2.9 or 192.0.2.1:8080,"
            );
    }

    private UInt128? FindAddress(string text) =>
        Address.TryParse(text, out var address, out _) && address.Family == scope.Family
            ? address.Bits
            : null;

    private string Argument(string name) =>
        options.FirstOrDefault(option => option.Name == name)?.Argument ?? string.Empty;

    private static PacketField AddressOf(bool isSource) =>
        isSource ? PacketField.SourceAddress : PacketField.DestinationAddress;

    private static PacketField TypeOf(bool isSource) =>
        isSource ? PacketField.SourceType : PacketField.DestinationType;
}
