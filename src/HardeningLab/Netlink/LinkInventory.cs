using Hardening.Addresses;

namespace HardeningLab.Netlink;

/// <summary>Lists the links and addresses of a namespace (rtnetlink(7), RTM_GETLINK and RTM_GETADDR).</summary>
internal static class LinkInventory
{
    private const ushort NewLink = 16;
    private const ushort GetLink = 18;
    private const ushort NewAddress = 20;
    private const ushort GetAddress = 22;
    private const int LinkHeaderLength = 16;
    private const int AddressHeaderLength = 8;
    private const uint Up = 1;
    private const byte IPv4Family = 2;
    private const byte IPv6Family = 10;

    /// <param name="route">A route socket in the namespace that waits for no other answer.</param>
    internal static List<LinkEntry> Links(NetlinkSocket route)
    {
        var links = new List<LinkEntry>();
        route.Dump(
            Everything("listing the links", GetLink, LinkHeaderLength),
            message =>
            {
                if (message.Type == NewLink && message.Payload.Length >= LinkHeaderLength)
                {
                    links.Add(ReadLink(message));
                }
            }
        );
        return links;
    }

    /// <param name="route">A route socket in the namespace that waits for no other answer.</param>
    internal static List<LinkAddress> Addresses(NetlinkSocket route)
    {
        var addresses = new List<LinkAddress>();
        route.Dump(
            Everything("listing the addresses", GetAddress, AddressHeaderLength),
            message =>
            {
                if (
                    message.Type == NewAddress
                    && message.Payload.Length >= AddressHeaderLength
                    && ReadAddress(message) is { } address
                )
                {
                    addresses.Add(address);
                }
            }
        );
        return addresses;
    }

    private static NetlinkMessages Everything(string action, ushort type, int headerLength) =>
        new NetlinkMessages().Add(
            action,
            type,
            NetlinkMessages.Request | NetlinkMessages.Dump,
            new byte[headerLength]
        );

    private static LinkEntry ReadLink(NetlinkMessage message)
    {
        var name = string.Empty;
        byte[] hardwareAddress = [];
        foreach (var attribute in message.Attributes(LinkHeaderLength))
        {
            switch (attribute.Type)
            {
                case 1:
                    hardwareAddress = attribute.Value.ToArray();
                    break;
                case 3:
                    name = attribute.Text;
                    break;
                default:
                    break;
            }
        }
        return new LinkEntry(
            BitConverter.ToInt32(message.Payload[4..]),
            name,
            hardwareAddress,
            (BitConverter.ToUInt32(message.Payload[8..]) & Up) != 0
        );
    }

    private static LinkAddress? ReadAddress(NetlinkMessage message)
    {
        IpFamily? family = message.Payload[0] switch
        {
            IPv4Family => IpFamily.IPv4,
            IPv6Family => IpFamily.IPv6,
            _ => null,
        };
        if (family is not { } known)
        {
            return null;
        }
        foreach (var attribute in message.Attributes(AddressHeaderLength))
        {
            if (attribute.Type == 1)
            {
                return new LinkAddress(
                    BitConverter.ToInt32(message.Payload[4..]),
                    Address.From(attribute.Value),
                    message.Payload[1]
                );
            }
        }
        return null;
    }
}
