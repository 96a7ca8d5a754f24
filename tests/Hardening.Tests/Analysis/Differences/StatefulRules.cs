namespace Hardening.Tests.Analysis.Differences;

/// <summary>A chain of nft, and one that it jumps to, whose rules ask for mark, port and limits.</summary>
/// <param name="Input">The rules of the base chain.</param>
/// <param name="More">Those of the other one.</param>
internal sealed record StatefulRules(
    IReadOnlyList<StatefulRules.Rule> Input,
    IReadOnlyList<StatefulRules.Rule> More
)
{
    private static readonly string[] Questions =
    [
        "meta mark 1",
        "th dport 1",
        "th dport 1-2",
        "meta mark != 1",
        "limit rate 1/second burst 1 packets",
        "limit rate 1/second burst 1 packets",
        "limit rate over 2/second burst 2 packets",
        "limit name \"few\"",
        "ct count 2",
    ];

    internal string Text =>
        $$"""
            table ip t {
            	limit few { rate 3/second burst 3 packets; }
            	chain more {
            {{Lines(More)}}
            	}
            	chain input { type filter hook input priority 0; policy drop
            {{Lines(Input)}}
            	}
            }
            """;

    internal static StatefulRules Random(Random random) =>
        new(Some(random, 4, mayJump: true), Some(random, 2, mayJump: false));

    /// <summary>Now and then what is changed says the same.</summary>
    internal StatefulRules Changed(Random random)
    {
        var input = Input.ToList();
        var (one, other) = (random.Next(input.Count), random.Next(input.Count));
        switch (random.Next(6))
        {
            case 0:
                (input[one], input[other]) = (input[other], input[one]);
                break;
            case 1:
                input[one] = input[one] with { Asked = [.. input[one].Asked.Reverse()] };
                break;
            case 2:
                input.Insert(other, new Rule(input[one].Asked, input[one].Verdict));
                break;
            case 3:
                input.RemoveAt(one);
                break;
            case 4:
                input[one] = Some(random, 1, mayJump: true)[0];
                break;
            default:
                break;
        }
        return this with { Input = input };
    }

    /// <summary>
    /// The rules with nothing asked yet, to be asked packet by packet whether they let it through. Of a limit as many packets are within
    /// it as its burst has: no time goes by.
    /// </summary>
    internal Func<bool, int, bool> Start()
    {
        var asked = new Dictionary<object, int>();
        return (isMarked, port) => Through(Input, isMarked, port, asked) ?? false;
    }

    private bool? Through(
        IReadOnlyList<Rule> rules,
        bool isMarked,
        int port,
        Dictionary<object, int> asked
    )
    {
        foreach (var rule in rules)
        {
            // A place of its own for each question of each rule, though two rules may be equal.
            var place = 0;
            if (
                !rule.Asked.All(question =>
                    Holds(question, isMarked, port, (rule.Key, place++), asked)
                )
            )
            {
                continue;
            }
            switch (rule.Verdict)
            {
                case "accept":
                    return true;
                case "drop":
                    return false;
                case "jump more" when Through(More, isMarked, port, asked) is { } decided:
                    return decided;
                default:
                    break;
            }
        }
        return null;
    }

    private static bool Holds(
        string question,
        bool isMarked,
        int port,
        (object Rule, int Number) place,
        Dictionary<object, int> asked
    ) =>
        question switch
        {
            "meta mark 1" => isMarked,
            "th dport 1" => port == 1,
            "th dport 1-2" => port <= 2,
            "meta mark != 1" => !isMarked,
            "limit rate over 2/second burst 2 packets" => Times(asked, place) > 2,
            "limit name \"few\"" => Times(asked, "few") <= 3,
            "ct count 2" => Times(asked, place) <= 2,
            _ => Times(asked, place) <= 1,
        };

    private static int Times(Dictionary<object, int> asked, object state) =>
        asked[state] = asked.GetValueOrDefault(state) + 1;

    private static List<Rule> Some(Random random, int most, bool mayJump) =>
        [
            .. Enumerable
                .Range(0, random.Next(1, most + 1))
                .Select(_ => new Rule(
                    [
                        .. Enumerable
                            .Range(0, random.Next(0, 4))
                            .Select(_ => Questions[random.Next(Questions.Length)]),
                    ],
                    random.Next(mayJump ? 4 : 3) switch
                    {
                        0 => "accept",
                        1 => "drop",
                        2 => "",
                        _ => "jump more",
                    }
                )),
        ];

    private static string Lines(IEnumerable<Rule> rules) =>
        string.Join(
            '\n',
            rules.Select(rule => $"\t\tcounter {string.Join(' ', rule.Asked)} {rule.Verdict}")
        );

    /// <summary>One rule.</summary>
    /// <param name="Asked">What it asks, in turn.</param>
    /// <param name="Verdict">What it says then; nothing where the next rule follows.</param>
    internal sealed record Rule(IReadOnlyList<string> Asked, string Verdict)
    {
        /// <summary>Tells it from all other rules of its side.</summary>
        internal object Key { get; } = new();
    }
}
