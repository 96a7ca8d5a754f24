using Hardening.Analysis.Linting;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;

namespace Hardening.Analysis.Mending;

/// <summary>Changes of texts of rules that may mend a finding.</summary>
/// <param name="files">The texts.</param>
/// <param name="filters">What they make of packets.</param>
internal sealed class RuleProposals(
    IReadOnlyList<RulesetFile> files,
    IReadOnlyList<PacketFilter> filters
)
{
    private static readonly Condition OnLoopback = new Condition.Named(
        PacketField.InInterface,
        "lo"
    );

    /// <summary>A change for a finding; null where none is mechanical.</summary>
    internal Proposal? Of(Finding finding) =>
        finding.Id switch
        {
            "refused-command" => Negation(finding),
            "loopback-kept-out" => Loopback(finding),
            "established-after-drop" => Established(finding),
            "loopback-by-address" => Interface(finding),
            "invalid-accepted" => Invalid(finding),
            "transport-forgotten" when finding.Severity == Severity.Error => Twins(finding),
            _ => null,
        };

    /// <summary>One that takes out what some findings say does nothing; null where they name no lines.</summary>
    internal Proposal? Deletion(IReadOnlyList<Finding> findings)
    {
        var texts = new Dictionary<string, MendedText>(StringComparer.Ordinal);
        foreach (var (file, line) in findings.SelectMany(Idle).Distinct())
        {
            if (files.FirstOrDefault(one => one.Name == file) is not { } found)
            {
                return null;
            }
            if (!texts.TryGetValue(file, out var text))
            {
                texts[file] = text = new MendedText(found);
            }
            text.Delete(line);
        }
        return texts.Count == 0
            ? null
            : new Proposal(findings[0], texts, "taken out", MendedPackets.None);
    }

    /// <summary>The lines of a finding's rule, and of those behind it where none of them is come to.</summary>
    private IEnumerable<(string File, int Line)> Idle(Finding finding)
    {
        if (Line(finding) is not { } line)
        {
            return [];
        }
        var chain = finding.Id == "unreachable-rules" ? ChainOf(finding)?.Chain : null;
        return chain is null
            ? [line]
            : chain
                .Rules.Select(rule => rule.Place)
                .SkipWhile(place => (place.File, place.Line) != line)
                .Select(place => (place.File, place.Line));
    }

    private Proposal? Negation(Finding finding) =>
        Replacing(
            finding,
            RuleLine.WithNegationBefore,
            "`!` put before its option",
            MendedPackets.None
        );

    private Proposal? Loopback(Finding finding)
    {
        if (ChainOf(finding) is not { } place || BaseOf(place) is not { } first)
        {
            return null;
        }
        var (table, chain) = first;
        if (chain.Rules.Count == 0)
        {
            return null;
        }
        var before = chain.Rules[0].Place;
        var packets = MendedPackets.More(OnLoopback, "packets over lo");
        var own = chain
            .Rules.FirstOrDefault(rule => IsForLoopback(rule) && rule.Place.File == before.File)
            ?.Place;
        if (own is not null && own != before)
        {
            return Changing(
                finding,
                before.File,
                text => text.Move(own.Line, before.Line),
                $"{Quotation.Of(own.Text)} moved to the top of {chain.Name}",
                packets
            );
        }
        if (
            files.FirstOrDefault(file => file.Name == before.File) is not { } file
            || before.Line < 1
            || RuleLine.LettingLoopbackIn(new MendedText(file).Lines(before.Line)[0], chain.Name)
                is not { } line
        )
        {
            return null;
        }
        return Changing(
            finding,
            before.File,
            text => text.InsertBefore(before.Line, line),
            $"{Quotation.Of(line.Trim())} put at the top of {chain.Name}",
            packets
        );
    }

    private static bool IsForLoopback(Rule rule) =>
        rule.Steps is [Step.When(Condition.Named named), Step.Decide(Verdict.Accept)]
        && named == OnLoopback;

    private Proposal? Established(Finding finding)
    {
        if (ChainOf(finding) is not { } place || Line(finding) is not var (file, line))
        {
            return null;
        }
        var denying = place.Chain.Rules.FirstOrDefault(rule =>
            rule.Steps.Any(step => step is Step.Decide(Verdict.Drop or Verdict.Reject))
            && rule.Place.File == file
        );
        return denying is null
            ? null
            : Changing(
                finding,
                file,
                text => text.Move(line, denying.Place.Line),
                $"moved before {Quotation.Of(denying.Place.Text)}",
                MendedPackets.More(
                    new Condition.Among(
                        PacketField.ConnectionState,
                        [Only((uint)TrackingState.Established), Only((uint)TrackingState.Related)]
                    ),
                    "packets of connections that exist"
                )
            );
    }

    private Proposal? Interface(Finding finding)
    {
        if (finding.Packet is not { Family: var family })
        {
            return null;
        }
        var own = LoopbackByAddress.Own(family).Range;
        return Replacing(
            finding,
            line => RuleLine.ByInterface(line, family),
            "asks for the interface now",
            new MendedPackets(
                OnLoopback,
                new Condition.AllOf([
                    OnLoopback.Opposite(),
                    new Condition.Among(
                        PacketField.SourceAddress,
                        [new ValueRange(own.First.Bits, own.Last.Bits)]
                    ),
                ]),
                "proved: packets over lo come through whatever their source, forged ones from outside do not any more, and nothing else changes"
            )
        );
    }

    private Proposal? Invalid(Finding finding) =>
        Replacing(
            finding,
            RuleLine.WithoutInvalid,
            "INVALID taken out of its states",
            MendedPackets.Fewer(
                new Condition.Among(
                    PacketField.ConnectionState,
                    [Only((uint)TrackingState.Invalid)]
                ),
                "packets in the state INVALID"
            )
        );

    /// <summary>Behind each rule for the port over the guarded transport the same for the other.</summary>
    private Proposal? Twins(Finding finding)
    {
        if (finding.Packet is not { } packet)
        {
            return null;
        }
        var (port, open) = (packet[PacketField.DestinationPort], packet[PacketField.L4Protocol]);
        var (from, to) = open == 6 ? ("udp", "tcp") : ("tcp", "udp");
        var lines = (
            from filter in filters
            where filter.Family == packet.Family
            from table in filter.Tables
            from chain in table.Chains
            from rule in chain.Rules
            where PortsOfRules.Of(rule).Any(range => range.First <= port && port <= range.Last)
            select (rule.Place.File, rule.Place.Line)
        )
            .Distinct()
            .ToList();
        var texts = new Dictionary<string, MendedText>(StringComparer.Ordinal);
        var added = 0;
        foreach (var (name, line) in lines)
        {
            if (line < 1 || files.FirstOrDefault(file => file.Name == name) is not { } file)
            {
                return null;
            }
            if (!texts.TryGetValue(name, out var text))
            {
                texts[name] = text = new MendedText(file);
            }
            var twins = text.Lines(line)
                .Select(part => RuleLine.ForTransport(part, from, to) ?? part)
                .ToList();
            if (!twins.SequenceEqual(text.Lines(line)))
            {
                text.InsertAfter(line, twins);
                added++;
            }
        }
        return added == 0
            ? null
            : new Proposal(
                finding,
                texts,
                FormattableString.Invariant($"said for {to} too, in {added} rules more"),
                MendedPackets.Fewer(
                    new Condition.Among(PacketField.L4Protocol, [new ValueRange(open, open)]),
                    $"packets by {to}"
                )
            );
    }

    private Proposal? Replacing(
        Finding finding,
        Func<string, string> change,
        string what,
        MendedPackets packets
    )
    {
        if (Line(finding) is not var (name, line))
        {
            return null;
        }
        var file = files.FirstOrDefault(one => one.Name == name);
        return file is null || new MendedText(file).Lines(line).All(part => change(part) == part)
            ? null
            : Changing(finding, name, text => text.Replace(line, change), what, packets);
    }

    private Proposal? Changing(
        Finding finding,
        string name,
        Action<MendedText> change,
        string what,
        MendedPackets packets
    )
    {
        if (files.FirstOrDefault(one => one.Name == name) is not { } file)
        {
            return null;
        }
        var text = new MendedText(file);
        change(text);
        return new Proposal(
            finding,
            new Dictionary<string, MendedText>(StringComparer.Ordinal) { [name] = text },
            what,
            packets
        );
    }

    private static (string File, int Line)? Line(Finding finding) =>
        finding is { File: { } file, Line: { } line and > 0 } ? (file, line) : null;

    /// <summary>The chain that holds the rule of a finding, or whose policy it is.</summary>
    private (ChainTable Table, Chain Chain)? ChainOf(Finding finding)
    {
        if (Line(finding) is not { } line)
        {
            return null;
        }
        foreach (var table in filters.SelectMany(filter => filter.Tables))
        {
            foreach (var chain in table.Chains)
            {
                if (
                    chain.Rules.Any(rule => (rule.Place.File, rule.Place.Line) == line)
                    || table.BaseChains.Any(one =>
                        one.Chain == chain.Name && (one.Place.File, one.Place.Line) == line
                    )
                )
                {
                    return (table, chain);
                }
            }
        }
        return null;
    }

    /// <summary>The chain of the same table that the kernel asks for packets to this host.</summary>
    private static (ChainTable Table, Chain Chain)? BaseOf((ChainTable Table, Chain Chain) place)
    {
        var input = place.Table.BaseChains.FirstOrDefault(one => one.Point == HookPoint.Input);
        return input is not null && place.Table.Find(input.Chain) is { } chain
            ? (place.Table, chain)
            : null;
    }

    private static ValueRange Only(uint value) => new(value, value);
}
