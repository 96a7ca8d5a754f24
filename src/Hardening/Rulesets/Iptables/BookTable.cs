using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables;

/// <summary>The chains of one table and the places of their rules.</summary>
/// <param name="family">The family.</param>
internal sealed class BookTable(IpFamily family)
{
    private readonly Dictionary<string, List<BookedRule>> chains = [];
    private readonly Dictionary<string, RulePlace> policies = [];
    private readonly HashSet<string> lost = [];
    private readonly Dictionary<EquatableArray<string>, EquatableArray<string>> forms = [];

    public RulePlace? Find(string chain, int number) =>
        chains.TryGetValue(chain, out var rules) && number >= 1 && number <= rules.Count
            ? rules[number - 1].Place
            : null;

    public RulePlace? FindPolicy(string chain) => policies.GetValueOrDefault(chain);

    /// <summary>What is in it now.</summary>
    public BookedTable Booked(string name) =>
        new(
            family,
            name,
            chains
                .Keys.Union(policies.Keys)
                .Union(lost)
                .Select(chain => new BookedChain(
                    chain,
                    policies.GetValueOrDefault(chain),
                    chains.GetValueOrDefault(chain, []).ToEquatableArray(),
                    lost.Contains(chain)
                ))
                .ToEquatableArray()
        );

    /// <summary>What iptables-restore does first without <c>--noflush</c>.</summary>
    public void Clear()
    {
        chains.Clear();
        lost.Clear();
    }

    /// <summary>Follows <c>:CHAIN POLICY</c>, which empties a user-defined chain that is already there.</summary>
    public void Declare(string chain, string? policy, RulePlace place)
    {
        if (!ChainName.IsBuiltIn(chain))
        {
            Flush(chain);
        }
        else if (policy is not (null or "-"))
        {
            policies[chain] = place;
        }
    }

    /// <summary>Follows <c>-A CHAIN</c> with one rule.</summary>
    public void Append(string chain, BookedRule rule)
    {
        if (!lost.Contains(chain))
        {
            Rules(chain).Add(rule);
        }
    }

    public void Apply(BookCommand command, RulePlace place)
    {
        switch (command.Operation)
        {
            case 'A':
                Insert(command, Rules(command.Chain).Count, place);
                break;
            case 'I':
                Insert(command, (command.Number ?? 1) - 1, place);
                break;
            case 'R' when command.Number is { } number && number <= Rules(command.Chain).Count:
                Rules(command.Chain)[number - 1] = new BookedRule(place, command.Rest);
                break;
            case 'D':
                Delete(command);
                break;
            case 'F' or 'X' when command.Chain.Length == 0:
                ForEvery(command.Operation);
                break;
            case 'F' or 'N':
                Flush(command.Chain);
                break;
            case 'X':
                chains.Remove(command.Chain);
                break;
            case 'E' when command.Rest.Count > 0:
                Rename(command.Chain, command.Rest[0]);
                break;
            case 'P':
                policies[command.Chain] = place;
                break;
        }
    }

    private List<BookedRule> Rules(string chain)
    {
        if (!chains.TryGetValue(chain, out var rules))
        {
            chains[chain] = rules = [];
        }
        return rules;
    }

    private void Insert(BookCommand command, int index, RulePlace place)
    {
        if (lost.Contains(command.Chain))
        {
            return;
        }
        var rules = Rules(command.Chain);
        if (index > rules.Count || index < 0)
        {
            Lose(command.Chain);
            return;
        }
        rules.InsertRange(index, OfCommand(command, place));
    }

    /// <summary>The rules that the tool makes of a command: one for each pair of a source and a destination.</summary>
    private IEnumerable<BookedRule> OfCommand(BookCommand command, RulePlace place) =>
        Specification(command.Rest).Texts is { Count: > 1 } texts
            ? texts.Select(text => new BookedRule(place, RestoreWords.Split(text)))
            : [new BookedRule(place, command.Rest)];

    private void Delete(BookCommand command)
    {
        var rules = Rules(command.Chain);
        if (command.Number is { } number)
        {
            if (number >= 1 && number <= rules.Count)
            {
                rules.RemoveAt(number - 1);
            }
            else
            {
                Lose(command.Chain);
            }
            return;
        }
        foreach (var form in Forms(command.Rest))
        {
            var index = rules.FindIndex(rule => Forms(rule.Words) is [var one] && one == form);
            if (index < 0)
            {
                Lose(command.Chain);
                return;
            }
            rules.RemoveAt(index);
        }
    }

    /// <summary>
    /// The tool compares meanings: -s 192.0.2.1 deletes what -s 192.0.2.1/32 appended. What can't be read is compared by its words.
    /// </summary>
    private EquatableArray<string> Forms(EquatableArray<string> words)
    {
        if (!forms.TryGetValue(words, out var known))
        {
            known = Specification(words).Texts;
            forms[words] = known = known.Count > 0 ? known : [string.Join(' ', words)];
        }
        return known;
    }

    private RuleSpecification Specification(EquatableArray<string> words) =>
        RuleSpecification.Read(family, null, null, words);

    private void Lose(string chain)
    {
        chains.Remove(chain);
        lost.Add(chain);
    }

    private void Flush(string chain)
    {
        lost.Remove(chain);
        Rules(chain).Clear();
    }

    private void ForEvery(char operation)
    {
        foreach (var chain in chains.Keys.Union(lost).ToList())
        {
            if (operation == 'F')
            {
                Flush(chain);
            }
            else if (!ChainName.IsBuiltIn(chain))
            {
                chains.Remove(chain);
            }
        }
    }

    private void Rename(string from, string to)
    {
        chains[to] = Rules(from);
        chains.Remove(from);
        if (lost.Remove(from))
        {
            Lose(to);
        }
    }
}
