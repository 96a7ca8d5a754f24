using System.Diagnostics;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Rulesets;

namespace Hardening.Analysis.Differences;

/// <summary>Two filters of a family, side by side in one space.</summary>
internal sealed class FilterPair
{
    /// <summary>Where packets may be going, and the hooks that they meet there.</summary>
    internal static readonly (string Name, HookPoint[] Hooks)[] Ways =
    [
        ("in", HookWays.ToHost),
        ("forward", HookWays.PastHost),
        ("out", HookWays.FromHost),
    ];

    /// <summary>What first packets have in common.</summary>
    private static readonly PacketField[] OfFirst =
    [
        PacketField.ConnectionState,
        PacketField.ConnectionStatus,
        PacketField.ConnectionDirection,
        PacketField.ConnectionMark,
        PacketField.Mark,
        PacketField.Fragment,
        PacketField.DestinationType,
    ];

    private readonly ComparedSide old;
    private readonly ComparedSide now;
    private readonly FilterStudy study;
    private ShownDifferences? shown;

    /// <exception cref="ChainLoopException">Chains of one go round in a circle.</exception>
    internal FilterPair(PacketFilter old, PacketFilter now)
        : this(new ComparedSide(old), new ComparedSide(now)) { }

    /// <exception cref="ChainLoopException">Chains of one go round in a circle.</exception>
    internal FilterPair(ComparedSide old, ComparedSide now)
    {
        // The same connections are under way, whichever rules gave them their addresses.
        HookPoint[] natPoints = [.. old.Filter.NatPoints.Union(now.Filter.NatPoints)];
        PacketFilter[] filters =
        [
            old.Filter with
            {
                NatPoints = natPoints,
            },
            now.Filter with
            {
                NatPoints = natPoints,
            },
        ];
        HasWrappers = (old.Wrappers ?? now.Wrappers) is not null;
        // What the wrappers ask of addresses is no condition of a filter.
        var few = HasWrappers
            ? filters
            : AddressClasses.Of(filters, NaturalPackets.Asked(old.Filter.Family));
        this.old = old with { Filter = few[0] };
        this.now = now with { Filter = few[1] };
        study = new FilterStudy(Now, Old);
        this.now = this.now with { Filter = new StateMatching(study, Old).Matched(Now) };
    }

    internal PacketFilter Old => old.Filter;

    internal PacketFilter Now => now.Filter;

    /// <summary>Whether one side has hosts files: then only what comes to the services that ask them is compared.</summary>
    internal bool HasWrappers { get; }

    internal NameAtoms Names => study.Names;

    internal PacketSpace Space => study.Space;

    internal ConditionSets Sets => study.Sets;

    /// <summary>The packets that come in by <c>lo</c>.</summary>
    internal PacketSet OnLoopback => study.OnLoopback;

    /// <summary>Which differences hang on nothing but what may well be so.</summary>
    internal ShownDifferences Shown => shown ??= new ShownDifferences(study, Old, Now);

    /// <summary>The hooks that packets meet on a way.</summary>
    internal static HookPoint[] Hooks(string way) => Ways.First(one => one.Name == way).Hooks;

    /// <summary>Where packets go, and which of them the new filter lets through more, and which no more.</summary>
    internal IEnumerable<(string Way, PacketSet LetThrough, PacketSet KeptOut)> Differences() =>
        HasWrappers ? OfServices() : OfFilters();

    /// <summary>What decides a packet on each side.</summary>
    internal (RulePlace? Old, RulePlace? Now) Decide(Packet packet, string way)
    {
        var daemon = AskingDaemon.Of(Catalogue.Portmap) ?? throw new UnreachableException();
        return (old.Decide(packet, Hooks(way), daemon), now.Decide(packet, Hooks(way), daemon));
    }

    /// <summary>The first packets of connections, as they come to the services of the catalogue.</summary>
    private IEnumerable<(string Way, PacketSet LetThrough, PacketSet KeptOut)> OfServices()
    {
        var (was, becomes) = (Space.None, Space.None);
        foreach (var service in Catalogue.All)
        {
            if (AskingDaemon.Of(service) is not { } daemon)
            {
                continue;
            }
            foreach (var endpoint in service.Endpoints)
            {
                var at = Sets.Of(Arrivals.At(endpoint));
                was |= study.FlowOf(Old).Before(old.Granted(Space, at, daemon), Hooks("in"));
                becomes |= study.FlowOf(Now).Before(now.Granted(Space, at, daemon), Hooks("in"));
            }
        }
        // The kernel delivers only UDP from there, and `prove` names it.
        var first = Sets.Of(Arrivals.First(Old.Family)) - Sets.Of(Arrivals.FromMapped(Old.Family));
        yield return ("in", Told((becomes - was) & first), Told((was - becomes) & first));

        // Which packets are compared at all is said once, and not with each.
        static PacketSet Told(PacketSet set) =>
            OfFirst.Aggregate(set, (rest, one) => rest.Ignoring(one));
    }

    private IEnumerable<(string Way, PacketSet LetThrough, PacketSet KeptOut)> OfFilters()
    {
        var possible = Sets.Of(Tracking.IsPossible);
        var states = WithoutPast(possible);
        foreach (var (way, hooks) in Ways)
        {
            var (was, becomes) = (
                study.FlowOf(Old).Before(Space.All, hooks) & states,
                study.FlowOf(Now).Before(Space.All, hooks) & states
            );
            yield return (way, Restricted(becomes - was), Restricted(was - becomes));
        }

        // Where only the state is asked, nothing is said of what goes with it.
        PacketSet Restricted(PacketSet set) => set == WithoutPast(set) ? set : set & possible;
    }

    private static PacketSet WithoutPast(PacketSet set) =>
        set.Ignoring(PacketField.ConnectionStatus).Ignoring(PacketField.ConnectionDirection);
}
