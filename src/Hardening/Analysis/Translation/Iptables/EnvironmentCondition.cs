using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// What the host's tables and sockets say of a packet: routes (rpfilter), sockets (socket), IPsec (policy). No rule changes it and
/// no field tells it, so one unknown for each question is as exact as an analysis of rules can be.
/// </summary>
internal static class EnvironmentCondition
{
    /// <summary>Whether the way back to the source is the way it came.</summary>
    internal static Condition ReversePath(MatchGroup group) =>
        Asked(group, "--invert").NegatedIf(group.Has("--invert"));

    /// <summary>Whether a socket waits for it; that its mark is taken over with <c>--restore-skmark</c> is the rule's own affair.</summary>
    internal static Condition Socket(MatchGroup group) => Asked(group, "--restore-skmark");

    /// <summary>Whether it came, or goes, by IPsec at all, and if so how.</summary>
    internal static IEnumerable<Condition> Ipsec(MatchGroup group)
    {
        var direction = group.Options.FirstOrDefault(option => option.Name == "--dir")?.Argument;
        var isIpsec = new Condition.Unmodelled($"--dir {direction} --pol ipsec of policy");
        if (group.Options.Any(option => option is { Name: "--pol", Argument: "none" }))
        {
            return [isIpsec.Opposite()];
        }
        return group.Options.All(option => option.Name is "--dir" or "--pol")
            ? [isIpsec]
            : [isIpsec, new Condition.Unmodelled(group.Text)];
    }

    private static Condition.Unmodelled Asked(MatchGroup group, string besides) =>
        new(
            string.Join(
                ' ',
                group
                    .Options.Select(option => option.Name)
                    .Where(name => name != besides)
                    .Order(StringComparer.Ordinal)
                    .Append("of")
                    .Append(group.Module)
            )
        );
}
