using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>The chains of one table and the places of their rules.</summary>
internal sealed class BookTable
{
    private readonly Dictionary<string, List<Entry>> chains = [];
    private readonly Dictionary<string, RulePlace> policies = [];
    private readonly HashSet<string> lost = [];

    public RulePlace? Find(string chain, int number) =>
        chains.TryGetValue(chain, out var rules) && number >= 1 && number <= rules.Count
            ? rules[number - 1].Place
            : null;

    public RulePlace? FindPolicy(string chain) => policies.GetValueOrDefault(chain);

    /// <summary>What is in it now.</summary>
    public BookedTable Booked(IpFamily family, string name) =>
        new(
            family,
            name,
            chains
                .Keys.Union(policies.Keys)
                .Union(lost)
                .Select(chain => new BookedChain(
                    chain,
                    policies.GetValueOrDefault(chain),
                    chains
                        .GetValueOrDefault(chain, [])
                        .Select(entry => new BookedRule(entry.Place, entry.Words))
                        .ToEquatableArray(),
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
                Rules(command.Chain)[number - 1] = new Entry(place, command.Rest);
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

    private List<Entry> Rules(string chain)
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
        if (index > rules.Count)
        {
            Lose(command.Chain);
            return;
        }
        rules.InsertRange(index, Enumerable.Repeat(new Entry(place, command.Rest), command.Count));
    }

    private void Delete(BookCommand command)
    {
        var rules = Rules(command.Chain);
        var index = command.Number - 1 ?? rules.FindIndex(rule => Same(rule, command));
        if (index < 0 || index + command.Count > rules.Count)
        {
            Lose(command.Chain);
            return;
        }
        rules.RemoveRange(index, command.Count);
    }

    // The tool compares meanings: -s 192.0.2.1 deletes what -s 192.0.2.1/32 appended. Where only the spelling differs
    // in ways unknown here, nothing is found and the chain is lost.
    private static bool Same(Entry rule, BookCommand command) =>
        RuleSpelling.Of(rule.Words).SetEquals(RuleSpelling.Of(command.Rest));

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

    private sealed record Entry(RulePlace Place, EquatableArray<string> Words);
}
