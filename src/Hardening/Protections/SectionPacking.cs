using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>
/// Packs chains into sections that an ordinary user's iptables-restore can commit in a network namespace of their own:
/// its netlink message holds some 500 rules (root's, any number).
/// </summary>
internal static class SectionPacking
{
    public const int MaxRules = 400;

    /// <summary>Sections that keep the chains whole and in order, the last commands at the end.</summary>
    public static EquatableArray<Section> Pack(IEnumerable<RuleChain> chains, params Command[] last)
    {
        var sections = new List<Section>();
        List<string> names = [];
        List<Command> commands = [];
        foreach (var chain in chains)
        {
            if (commands.Count + chain.Rules.Count > MaxRules)
            {
                Commit();
            }
            names.Add(chain.Name);
            commands.AddRange(chain.Rules.Select(rule => new Command.AppendRule(chain.Name, rule)));
        }
        if (commands.Count + last.Length > MaxRules)
        {
            Commit();
        }
        commands.AddRange(last);
        Commit();
        return sections.ToEquatableArray();

        void Commit()
        {
            sections.Add(
                new Section("filter", names.ToEquatableArray(), commands.ToEquatableArray())
            );
            names = [];
            commands = [];
        }
    }
}
