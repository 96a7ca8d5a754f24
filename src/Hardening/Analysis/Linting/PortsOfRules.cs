using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Policies;

namespace Hardening.Analysis.Linting;

/// <summary>How the ports fare that rules speak of, all of a transport at once.</summary>
internal sealed class PortsOfRules
{
    /// <summary>More than these in one range are no service.</summary>
    private const int MaxRange = 16;

    private readonly PacketSet outside;
    private readonly PacketSet loopback;
    private readonly PacketSet through;
    private readonly PacketSet named;

    /// <param name="filter">The rules.</param>
    /// <param name="transport">The transport.</param>
    /// <param name="ports">The ports.</param>
    internal PortsOfRules(
        LintedFilter filter,
        Transport transport,
        EquatableArray<ValueRange> ports
    )
    {
        var asking =
            filter.Sets.Of(Arrivals.First(filter.Filter.Family))
            & filter.Sets.Of(Arrivals.Proper(transport))
            & filter.Sets.Of(Arrivals.By(transport));
        outside = asking - filter.OnLoopback;
        loopback = asking & filter.OnLoopback;
        through = filter.Through;
        named = filter.Space.OneOf(PacketField.DestinationPort, ports.AsSpan());
        // Of all ports first: where nobody gets to any, that is soon found out.
        var (possible, certain) = (through.Possible, through.Certain);
        Guarded = named & outside.SharedIn(PacketField.DestinationPort, ~possible);
        Open = named - outside.SharedIn(PacketField.DestinationPort, ~certain);
        WithoutLoopback = named & loopback.SharedIn(PacketField.DestinationPort, ~possible);
    }

    /// <summary>From which somebody outside is certainly kept away.</summary>
    internal PacketSet Guarded { get; }

    /// <summary>To which everybody outside certainly gets.</summary>
    internal PacketSet Open { get; }

    /// <summary>To which the host itself does not get over loopback, with some source or other.</summary>
    internal PacketSet WithoutLoopback { get; }

    /// <summary>The first packets that come from outside to such a port and get in.</summary>
    internal PacketSet FromOutside => named & outside & through;

    /// <summary>The first packets that the host sends itself to such a port and that do not get in.</summary>
    internal PacketSet KeptFromLoopback => (named & loopback) - through.Possible;

    /// <summary>The ports that rules of any of the filters name, one by one or in short ranges.</summary>
    internal static EquatableArray<ValueRange> Named(IEnumerable<PacketFilter> filters)
    {
        var ranges = new HashSet<ValueRange>();
        foreach (var filter in filters)
        {
            foreach (var condition in Conditions.In(filter))
            {
                if (condition is Condition.Among { Field: PacketField.DestinationPort })
                {
                    ranges.UnionWith(Of(condition));
                }
            }
        }
        return ValueRanges.Merge(ranges);
    }

    /// <summary>Those of them that rules of any of the filters name for a transport.</summary>
    internal static EquatableArray<ValueRange> Named(
        IEnumerable<LintedFilter> filters,
        Transport transport
    )
    {
        var ranges = new HashSet<ValueRange>();
        foreach (var filter in filters)
        {
            var ofTransport = filter.Sets.Of(Arrivals.By(transport));
            foreach (var rule in filter.Chains.SelectMany(chain => chain.Rules))
            {
                var isOfTransport = (bool?)null;
                foreach (var range in Of(rule.Rule))
                {
                    if (!ranges.Contains(range))
                    {
                        isOfTransport ??= rule.Met.Overlaps(ofTransport);
                        if (isOfTransport.Value)
                        {
                            ranges.Add(range);
                        }
                    }
                }
            }
        }
        return ValueRanges.Merge(ranges);
    }

    /// <summary>The ports that a rule names.</summary>
    internal static IEnumerable<ValueRange> Of(Rule rule)
    {
        foreach (var step in rule.Steps)
        {
            if (step is not Step.When(var condition))
            {
                continue;
            }
            foreach (var each in Conditions.Within(condition))
            {
                foreach (var range in Of(each))
                {
                    yield return range;
                }
            }
        }
    }

    private static IEnumerable<ValueRange> Of(Condition condition) =>
        condition is Condition.Among(PacketField.DestinationPort, var values)
            ? values.Where(range => range.First > 0 && range.Last - range.First < MaxRange)
            : [];
}
