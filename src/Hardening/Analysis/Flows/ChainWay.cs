using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>A chain that changes packets, followed from its last rule to its first.</summary>
internal sealed class ChainWay
{
    private readonly PacketSet accepted;
    private readonly PacketSet atEnd;
    private readonly Chain chain;
    private int left;

    /// <param name="table">Its table.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="accepted">What is wanted of the packets that it accepts.</param>
    /// <param name="atEnd">What is wanted of those that leave it without a verdict.</param>
    internal ChainWay(ChainTable table, Chain chain, PacketSet accepted, PacketSet atEnd)
    {
        (Table, this.chain, this.accepted, this.atEnd) = (table, chain, accepted, atEnd);
        (Before, left) = (atEnd, chain.Rules.Count);
    }

    internal ChainTable Table { get; }

    /// <summary>The same for the same question.</summary>
    internal (ChainTable, string, PacketSet, PacketSet) Key => (Table, chain.Name, accepted, atEnd);

    /// <summary>The rule that is to be followed next; null where all have been.</summary>
    internal Rule? Rule => left > 0 ? chain.Rules[left - 1] : null;

    /// <summary>Where a packet may go on from that rule.</summary>
    internal RuleWays Ways => new(accepted, atEnd, Before);

    /// <summary>What is before the rules that have been followed.</summary>
    internal PacketSet Before { get; private set; }

    /// <summary>Goes on to the rule before.</summary>
    internal void Follow(PacketSet beforeRule) => (Before, left) = (beforeRule, left - 1);
}
