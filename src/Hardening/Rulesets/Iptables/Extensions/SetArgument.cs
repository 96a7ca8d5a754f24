namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>The name of a set of ipset(8) and the parts of a packet that are looked up in it.</summary>
internal static class SetArgument
{
    public static ArgumentType Name { get; } = WordArgument.Raw(31);

    /// <summary>One <c>src</c> or <c>dst</c> for each dimension of the set.</summary>
    public static ArgumentType Directions { get; } =
        new(
            "src or dst, six at most with commas between",
            text =>
            {
                var directions = text.Split(',');
                return
                    directions.Length <= 6
                    && Array.TrueForAll(directions, direction => direction is "src" or "dst")
                    ? text
                    : null;
            }
        );
}
