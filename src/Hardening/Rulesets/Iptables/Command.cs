namespace Hardening.Rulesets.Iptables;

/// <summary>A line of a section that puts a rule into a chain.</summary>
public abstract record Command
{
    private Command() { }

    /// <summary>The chain that the rule goes to.</summary>
    public abstract string Chain { get; init; }

    /// <summary>The rule.</summary>
    public abstract Rule Rule { get; init; }

    /// <summary>Puts the rule behind the chain's last: <c>-A</c>.</summary>
    /// <param name="Chain">Name of the chain.</param>
    /// <param name="Rule">The rule.</param>
    public sealed record AppendRule(string Chain, Rule Rule) : Command
    {
        /// <inheritdoc/>
        public override string Chain { get; init; } = Chain;

        /// <inheritdoc/>
        public override Rule Rule { get; init; } = Rule;
    }

    /// <summary>Puts the rule before the one with this number: <c>-I</c>.</summary>
    /// <param name="Chain">Name of the chain.</param>
    /// <param name="Number">One-based.</param>
    /// <param name="Rule">The rule.</param>
    public sealed record InsertRule(string Chain, int Number, Rule Rule) : Command
    {
        /// <inheritdoc/>
        public override string Chain { get; init; } = Chain;

        /// <inheritdoc/>
        public override Rule Rule { get; init; } = Rule;
    }
}
