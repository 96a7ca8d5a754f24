using HardeningLab.Kernel;
using HardeningLab.Netlink;

namespace HardeningLab.Taps;

/// <summary>Asks nf_tables for the rules of a chain (linux/netfilter/nf_tables.h, NFT_MSG_GETRULE).</summary>
internal static class NftChains
{
    private const ushort GetRule = (10 << 8) | 7;
    private const ushort NewRule = (10 << 8) | 6;
    private const ushort Done = 3;
    private const ushort ErrorMessage = 2;
    private const ushort RuleTable = 1;
    private const ushort RuleChain = 2;
    private const ushort RuleHandleNumber = 3;
    private const int FamilyHeader = 4;

    /// <summary>The place of the rule in its chain, from one; null if it is not there any more.</summary>
    /// <remarks>Asks in the namespace that the calling thread stands in.</remarks>
    internal static int? NumberOf(RuleHandle rule)
    {
        var number = 0;
        foreach (var handle in Handles(rule))
        {
            number++;
            if (handle == rule.Handle)
            {
                return number;
            }
        }
        return null;
    }

    private static List<ulong> Handles(RuleHandle chain)
    {
        using var socket = NetlinkSocket.Open(NetlinkSocket.Netfilter);
        var ask = $"listing the chain {chain.Chain} of {chain.Family} {chain.Table}";
        socket.Send(
            new NetlinkMessages()
                .Add(
                    ask,
                    GetRule,
                    NetlinkMessages.Request | NetlinkMessages.Dump,
                    [Family(chain.Family), 0, 0, 0]
                )
                .Attribute(RuleTable, chain.Table)
                .Attribute(RuleChain, chain.Chain)
        );
        var handles = new List<ulong>();
        while (true)
        {
            foreach (var message in new NetlinkReader(socket.Receive(wait: true)))
            {
                switch (message.Type)
                {
                    case Done:
                        return handles;
                    case ErrorMessage:
                        throw new KernelException(ask, -message.Error);
                    case NewRule:
                        handles.Add(HandleOf(message));
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private static ulong HandleOf(NetlinkMessage message)
    {
        foreach (var attribute in message.Attributes(FamilyHeader))
        {
            if (attribute.Type == RuleHandleNumber)
            {
                return attribute.UInt64BigEndian;
            }
        }
        return 0;
    }

    private static byte Family(string name) =>
        name switch
        {
            "inet" => 1,
            "ip" => 2,
            "arp" => 3,
            "netdev" => 5,
            "bridge" => 7,
            "ip6" => 10,
            _ => 0,
        };
}
