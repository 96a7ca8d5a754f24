namespace Hardening.Rulesets.Nftables;

/// <summary>What happens to a packet that a rule matches.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>Discards the packet.</summary>
    public sealed record Drop : Verdict;

    /// <summary>Leaves the chain; of a base chain, or one reached by goto from there, the base chain's policy decides.</summary>
    public sealed record Return : Verdict;

    /// <summary>Goes through the chain and doesn't come back.</summary>
    /// <param name="Chain">A chain of the same table.</param>
    public sealed record Goto(string Chain) : Verdict;

    /// <summary>Discards the packet and answers with a RST.</summary>
    public sealed record RejectWithTcpReset : Verdict;

    /// <summary>Discards the packet and answers with ICMP or ICMPv6 port unreachable.</summary>
    public sealed record RejectWithPortUnreachable : Verdict;
}
