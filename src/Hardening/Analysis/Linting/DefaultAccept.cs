using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>Rules that let some in where everybody gets in: somebody meant to close the rest, and did not.</summary>
internal static class DefaultAccept
{
    /// <summary>Whether that is so of a chain, and these are the rules that let in what would get in without them.</summary>
    internal static bool IsFault(ChainOfFamilies chain, IEnumerable<Redundancy> redundancies) =>
        chain.Each.All(one =>
            one.Base is { Kind: not ChainKind.Nat, Point: HookPoint.Input, Default: Verdict.Accept }
            && !one.Rules.Any(rule =>
                rule is { Denies: true, IsIdle: false } && AsksPort(rule.Rule)
            )
        ) && redundancies.Any(one => IsNeedless(chain.Each[0].Filter, one));

    internal static Finding Find(ChainOfFamilies chain, IEnumerable<Redundancy> redundancies)
    {
        var (first, filter) = (chain.Each[0], chain.Each[0].Filter);
        var place = redundancies.Last(one => IsNeedless(filter, one)).Rule.Rule.Place;
        var through = filter.Through & filter.Sets.Of(Arrivals.First(filter.Filter.Family));
        foreach (var rule in first.Rules)
        {
            through -= rule.Kept;
        }
        through -= filter.OnLoopback;
        var packet = through.IsEmpty ? null : filter.Example(through);
        return new Finding(
            "default-accept",
            Severity.Warning,
            place.File,
            place.Line,
            $"{Quotation.Of(place.Text)} lets in what gets in anyway: the policy of {first.Chain.Name} is ACCEPT, and behind its rules nothing drops the rest"
                + (packet is null ? "" : $", such as {packet}"),
            $"end {first.Chain.Name} with a rule that drops, or set its policy to DROP, once loopback and established connections are let in"
        )
        {
            Packet = packet,
        };
    }

    /// <summary>An exception from nothing: it lets first packets in by port or source, and the policy would too.</summary>
    internal static bool IsNeedless(LintedFilter filter, Redundancy redundancy) =>
        redundancy is { AtEnd: true, Causes.Count: 0, Rule.Fate: Verdict.Accept }
        && (AsksPort(redundancy.Rule.Rule) || AsksSource(redundancy.Rule.Rule))
        && ((redundancy.Rule.Left & filter.OfState(TrackingState.New)) - filter.OnLoopback)
            is { IsEmpty: false };

    private static bool AsksPort(Rule rule) => Asks(rule, PacketField.DestinationPort);

    private static bool AsksSource(Rule rule) => Asks(rule, PacketField.SourceAddress);

    private static bool Asks(Rule rule, PacketField field) =>
        rule
            .Steps.OfType<Step.When>()
            .SelectMany(step => Conditions.Within(step.Condition))
            .Any(condition =>
                condition is Condition.Among(var asked, _) && asked == field
                || condition is Condition.BitsAre(var masked, _, _) && masked == field
            );
}
