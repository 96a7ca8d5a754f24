using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Loading;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;
using Chain = Hardening.Analysis.Semantics.Chain;
using Rule = Hardening.Analysis.Semantics.Rule;
using Verdict = Hardening.Analysis.Semantics.Verdict;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>The rules of a chain as steps.</summary>
/// <param name="family">Whose packets.</param>
/// <param name="table">The table.</param>
/// <param name="scope">Its names.</param>
/// <param name="hook">The hook of the base chain; null for other chains.</param>
/// <param name="view">What is seen of connections.</param>
/// <param name="hooks">The hooks that the chain is asked from.</param>
/// <param name="callers">The table's chains.</param>
/// <param name="sets">The contents of its sets.</param>
/// <param name="added">Where chains without a name go.</param>
internal sealed class RuleTranslation(
    IpFamily family,
    LoadedTable table,
    TableScope scope,
    string? hook,
    ConnectionView view,
    IReadOnlySet<string> hooks,
    ChainCallers callers,
    SetConditions sets,
    List<Chain> added
)
{
    internal Rule Of(PlacedRule rule)
    {
        var place = rule.Place;
        EvaluatedRule evaluated;
        try
        {
            evaluated = new RuleEvaluator(scope, hook).Evaluate(rule.Rule);
        }
        catch (InputException exception) when (scope.File != rule.File)
        {
            // A table may be of several texts; the place is of the one that the rule is from.
            throw new InputException([
                .. exception.Errors.Select(error => error with { File = rule.File }),
            ]);
        }
        var steps = new List<Step>();
        var matches = new MatchTranslation(
            family,
            NftablesFilter.LayerOf(table.Id.Family),
            view,
            place,
            sets
        );
        foreach (var (statement, _) in evaluated.Statements)
        {
            var more = Steps(statement, matches, place, rule).ToList();
            steps.AddRange(more);
            if (more is [.., Step.Decide])
            {
                break;
            }
        }
        return new Rule(steps.ToEquatableArray(), place);
    }

    private IEnumerable<Step> Steps(
        Statement statement,
        MatchTranslation matches,
        RulePlace place,
        PlacedRule rule
    ) =>
        statement switch
        {
            Statement.Match match => [new Step.When(matches.Of(match))],
            Statement.VerdictMap map => Choice(map, matches, place),
            Statement.Decide(var verdict) => Decided(verdict, rule),
            Statement.Assign(var target, var value) => new AssignmentTranslation(view, matches).Of(
                target,
                value
            ),
            Statement.Translate translate => new AddressTranslation(
                family,
                matches,
                hooks,
                place
            ).Of(translate),
            Statement.Notrack => [view.Untracked],
            Statement.Reject reject =>
            [
                new Step.Decide(
                    new Verdict.Reject(
                        reject.Code is { } code
                            ? $"{reject.With} {DocumentPrinter.Print(code)}"
                            : reject.With ?? string.Empty
                    )
                ),
            ],
            Statement.Synproxy or Statement.ObjectReference { Kind: "synproxy" } => StolenHandshake,
            Statement.Queue =>
            [
                new Step.Decide(new Verdict.HandedOn(Stateful.Queue(Text(statement), place))),
            ],
            Statement.Xt { Kind: "target" } =>
            [
                new Step.Decide(new Verdict.HandedOn(Stateful.At(Text(statement), place, "xt"))),
            ],
            Statement.Forward => [new Step.Decide(new Verdict.Drop())],
            Statement.Limit or Statement.Quota or Statement.ConnectionLimit =>
            [
                new Step.When(StatefulMatch.Of(statement, place)),
            ],
            Statement.Meter meter => Kept(meter.Name, meter.Key, meter.Statements, matches, place),
            Statement.ObjectReference { Kind: "limit" or "quota" } reference =>
            [
                new Step.When(
                    Stateful.At(
                        Text(reference),
                        place,
                        Text(reference),
                        string.Concat(
                            table
                                .Objects.Where(one => MayBe(reference.Name, one.Name))
                                .Select(DocumentPrinter.Print)
                        )
                    )
                ),
            ],
            Statement.Xt => [new Step.When(Stateful.At(Text(statement), place, "xt"))],
            Statement.ChangeSet { Operation: not "delete" } change => Kept(
                change.Set,
                change.Key,
                change.Statements,
                matches,
                place
            ),
            Statement.ChangeSet change =>
            [
                .. matches.Questions.Presences(KeyOf(change.Key)).Select(one => new Step.When(one)),
            ],
            _ => [],
        };

    /// <summary>It answers SYNs, and the ACKs that answer those, itself; other packets of TCP pass (nft_synproxy.c).</summary>
    private static IEnumerable<Step> StolenHandshake { get; } =
    [
        new Step.When(Condition.Is(PacketField.L4Protocol, 6)),
        new Step.Choose([
            new Step.Case(
                new Condition.BitsAre(PacketField.TcpFlags, 0x12, 0).Opposite(),
                new Verdict.HandedOn(Stateful.IsProxied)
            ),
        ]),
    ];

    /// <summary>A set that is full takes no more, and ends the rule; what is kept with an element is asked of it alone.</summary>
    private IEnumerable<Step> Kept(
        string set,
        Expression element,
        IEnumerable<Statement> statements,
        MatchTranslation matches,
        RulePlace place
    )
    {
        var key = KeyOf(element);
        var kept = StatefulMatch.KeysOf(key);
        var definition = sets.DefinitionOf(set);
        List<Statement> asked =
        [
            .. statements,
            .. (element as Expression.Element)?.Statements ?? [],
        ];
        // A rule that says nothing of its own has what the set gives to every element.
        asked = asked.Count == 0 ? [.. sets.Declared(set)] : asked;
        return
        [
            .. matches.Questions.Presences(key).Select(one => new Step.When(one)),
            new Step.When(Stateful.Room($"@{set}", string.Join(" . ", kept), place, definition)),
            .. asked
                .Where(MatchTranslation.MayRefuse)
                .Select(one => new Step.When(
                    StatefulMatch.ForEach(
                        one,
                        kept,
                        (element as Expression.Element)?.Timeout,
                        Stateful.At("", place, $"@{set}", definition)
                    )
                )),
        ];
    }

    private static bool MayBe(Expression name, string other) =>
        name is not Expression.TextConstant(_, var one) || one == other;

    private static Expression KeyOf(Expression element) =>
        element is Expression.Element(var key, _, _, _, _) ? key : element;

    private static string Text(Statement statement) =>
        DocumentPrinter.Print(
            new Rulesets.Nftables.Syntax.Rule([statement], null, null, null, default, string.Empty),
            new PrintStyle(Stateless: true)
        );

    private IEnumerable<Step> Decided(Rulesets.Nftables.Syntax.Verdict verdict, PlacedRule rule)
    {
        if (verdict.Kind == "continue")
        {
            return [];
        }
        return [new Step.Decide(Of(verdict, rule.File, rule))];
    }

    private Verdict Of(Rulesets.Nftables.Syntax.Verdict verdict, string file, PlacedRule? rule) =>
        verdict.Kind switch
        {
            "accept" => new Verdict.Accept(),
            "drop" => new Verdict.Drop(),
            "return" => new Verdict.Return(),
            "jump" => new Verdict.Jump(Target(verdict, file, rule)),
            "goto" => new Verdict.Goto(Target(verdict, file, rule)),
            var other => new Verdict.HandedOn(new Condition.Unmodelled(other)),
        };

    private string Target(Rulesets.Nftables.Syntax.Verdict verdict, string file, PlacedRule? rule)
    {
        if (verdict.Block is { } block)
        {
            // No name of a chain has a blank in it.
            var name = FormattableString.Invariant(
                $"{{ {verdict.Point.Line}:{verdict.Point.Column} of {rule?.File ?? file} }}"
            );
            name = view.IsBefore ? $"{name} before conntrack" : name;
            var inner = new RuleTranslation(
                family,
                table,
                scope,
                null,
                view,
                hooks,
                callers,
                sets,
                added
            );
            added.Add(
                new Chain(
                    name,
                    block
                        .Select(one => inner.Of(new PlacedRule(one, rule?.File ?? file)))
                        .ToEquatableArray()
                )
            );
            return name;
        }
        var chain = verdict.Chain ?? string.Empty;
        if (callers.Has(chain) && table.FindChain(chain) is { Hook: null })
        {
            return callers.NameFor(chain, view);
        }
        throw new InputException(
            new InputError(
                file,
                Math.Max(1, verdict.Point.Line),
                Math.Max(1, verdict.Point.Column),
                callers.Has(chain)
                    ? $"found {verdict.Kind} {chain}, expected a chain without a hook: the kernel refuses to go to one that it asks itself"
                    : $"found {verdict.Kind} {chain}, expected a chain of the table {table.Id}"
                        + (
                            Spelling.Nearest(chain, callers.Names) is { } near
                                ? $"; did you mean {near}?"
                                : string.Empty
                        )
            )
        );
    }

    /// <summary>
    /// The first element that a packet is in gives the verdict. A packet that is in none leaves the rule; one whose verdict is
    /// continue goes on with it.
    /// </summary>
    private IEnumerable<Step> Choice(
        Statement.VerdictMap map,
        MatchTranslation matches,
        RulePlace place
    )
    {
        var set = (map.Map as Expression.SetReference)?.Name;
        var file = set is null ? place.File : table.FindSet(set)?.File ?? place.File;
        var elements = set is null
            ? ((Expression.SetLiteral)map.Map).Elements
            : sets.Elements(set).ToEquatableArray();
        var cases = new List<Step.Case>();
        var going = new List<Condition>();
        var open =
            set is not null && (!sets.Exists(set) || sets.IsOpen(set) || sets.IsEmptied(set));
        // Where there is no answer the rule ends.
        foreach (var presence in matches.Questions.Presences(map.Key))
        {
            yield return new Step.When(presence);
        }
        if (open)
        {
            var asked = Stateful.At(
                $"{DocumentPrinter.Print(map.Key)} vmap @{set}",
                place,
                $"@{set}",
                sets.DefinitionOf(set!)
            );
            cases.Add(
                new Step.Case(
                    asked,
                    new Verdict.HandedOn(asked with { Text = $"{asked.Text} accepts" })
                )
            );
        }
        // The keys of a map exclude each other; the wildcard stands for all other packets.
        var listed = new List<Condition>();
        foreach (
            var element in elements.OrderBy(one => SetEvaluator.KeyOf(one) is Expression.Wildcard)
        )
        {
            if (element is not Expression.Mapping(_, Expression.VerdictValue(var verdict)))
            {
                continue;
            }
            var condition =
                SetEvaluator.KeyOf(element) is Expression.Wildcard
                    ? new Condition.AnyOf(listed.ToEquatableArray()).Opposite()
                    : matches.Element(map.Key, element);
            listed.Add(condition);
            if (verdict.Kind == "continue")
            {
                going.Add(condition);
            }
            else
            {
                cases.Add(new Step.Case(condition, Of(verdict, file, null)));
            }
        }
        yield return new Step.Choose(cases.ToEquatableArray());
        yield return new Step.When(new Condition.AnyOf(going.ToEquatableArray()));
    }
}
