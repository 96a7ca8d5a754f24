namespace Hardening.Rulesets.Iptables;

/// <summary>What happens to a packet that a rule matches.</summary>
public abstract record Target
{
    private Target() { }

    /// <summary>Discards the packet.</summary>
    public sealed record Drop : Target;

    /// <summary>Goes on behind the rule that jumped to this chain; of a chain reached by goto, behind the last jump before it.</summary>
    public sealed record Return : Target;

    /// <summary>Discards the packet and answers.</summary>
    /// <param name="With">The answer, such as <c>tcp-reset</c> or <c>icmp-port-unreachable</c>.</param>
    public sealed record RejectWith(string With) : Target;

    /// <summary>Goes through the chain, then comes back: <c>-j</c>.</summary>
    /// <param name="Chain">A user-defined chain.</param>
    public sealed record Jump(string Chain) : Target;

    /// <summary>Goes through the chain and doesn't come back: <c>-g</c>.</summary>
    /// <param name="Chain">A user-defined chain.</param>
    public sealed record Goto(string Chain) : Target;
}
