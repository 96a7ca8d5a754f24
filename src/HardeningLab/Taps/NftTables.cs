using HardeningLab.Netlink;

namespace HardeningLab.Taps;

/// <summary>Asks nf_tables what is in it (linux/netfilter/nf_tables.h), in the namespace that the calling thread stands in.</summary>
internal static class NftTables
{
    private const ushort NewTable = 10 << 8;
    private const ushort GetTable = (10 << 8) | 1;
    private const ushort NewRule = (10 << 8) | 6;
    private const ushort GetRule = (10 << 8) | 7;
    private const ushort TableName = 1;
    private const ushort RuleTable = 1;
    private const ushort RuleChain = 2;
    private const ushort RuleHandleNumber = 3;
    private const int FamilyHeader = 4;

    /// <summary>Every table as nft names it: <c>ip filter</c>.</summary>
    internal static List<string> Names()
    {
        var names = new List<string>();
        Dump(
            Ask("listing the tables", GetTable, family: 0),
            message =>
            {
                if (message.Type == NewTable)
                {
                    names.Add($"{NftFamily.NameOf(message.Payload[0])} {NameOf(message)}");
                }
            }
        );
        return names;
    }

    /// <summary>The place of the rule in its chain, from one; null if it is not there any more.</summary>
    internal static int? NumberOf(RuleHandle rule)
    {
        var handles = new List<ulong>();
        var ask = $"listing the chain {rule.Chain} of {rule.Family} {rule.Table}";
        Dump(
            Ask(ask, GetRule, NftFamily.NumberOf(rule.Family))
                .Attribute(RuleTable, rule.Table)
                .Attribute(RuleChain, rule.Chain),
            message =>
            {
                if (message.Type == NewRule)
                {
                    handles.Add(HandleOf(message));
                }
            }
        );
        var index = handles.IndexOf(rule.Handle);
        return index < 0 ? null : index + 1;
    }

    private static void Dump(NetlinkMessages ask, NetlinkHandler take)
    {
        using var socket = NetlinkSocket.Open(NetlinkSocket.Netfilter);
        socket.Dump(ask, take);
    }

    private static NetlinkMessages Ask(string action, ushort type, byte family) =>
        new NetlinkMessages().Add(
            action,
            type,
            NetlinkMessages.Request | NetlinkMessages.Dump,
            [family, 0, 0, 0]
        );

    private static string NameOf(NetlinkMessage table)
    {
        foreach (var attribute in table.Attributes(FamilyHeader))
        {
            if (attribute.Type == TableName)
            {
                return attribute.Text;
            }
        }
        return string.Empty;
    }

    private static ulong HandleOf(NetlinkMessage rule)
    {
        foreach (var attribute in rule.Attributes(FamilyHeader))
        {
            if (attribute.Type == RuleHandleNumber)
            {
                return attribute.UInt64BigEndian;
            }
        }
        return 0;
    }
}
