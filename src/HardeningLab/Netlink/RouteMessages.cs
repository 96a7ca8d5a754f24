using Hardening.Addresses;
using HardeningLab.Topologies;

namespace HardeningLab.Netlink;

/// <summary>Links, addresses, routes and neighbours as rtnetlink(7) wants them told.</summary>
internal static class RouteMessages
{
    private const ushort NewLink = 16;
    private const ushort GetLinkType = 18;
    private const ushort NewAddress = 20;
    private const ushort RemoveAddressType = 21;
    private const ushort NewRoute = 24;
    private const ushort NewNeighbour = 28;
    private const ushort CreateFlags =
        NetlinkMessages.Request
        | NetlinkMessages.Acknowledge
        | NetlinkMessages.Create
        | NetlinkMessages.Exclusive;

    /// <summary>Two links may have routes for the same prefix, such as that of a link-local address.</summary>
    private const ushort SharedFlags =
        NetlinkMessages.Request | NetlinkMessages.Acknowledge | NetlinkMessages.Create;

    private const uint Up = 1;
    private const byte ScopeUniverse = 0;
    private const byte ScopeLink = 253;
    private const byte ScopeHost = 254;
    private const byte TypeUnicast = 1;
    private const byte TypeLocal = 2;
    private const byte ProtocolStatic = 4;
    private const uint OnLink = 4;
    private const uint NoDuplicateDetection = 2;
    private const ushort Permanent = 0x80;

    /// <summary>A veth pair: one end here, up; the other in <paramref name="peerNamespace"/>, where its owner sets it up.</summary>
    internal static NetlinkMessages AddVeth(
        this NetlinkMessages messages,
        VethEnd here,
        VethEnd peer,
        int peerNamespace
    ) =>
        messages
            .Add(
                $"making the link {here.Name}",
                NewLink,
                CreateFlags,
                LinkHeader(here.Index, Up, Up)
            )
            .Attribute(3, here.Name)
            .Attribute(1, here.HardwareAddress)
            .Begin(18)
            .Attribute(1, "veth")
            .Begin(2)
            // The kernel refuses a peer that is to be up before its other end exists (ENOTCONN).
            .Begin(1, LinkHeader(peer.Index, 0, 0))
            .Attribute(3, peer.Name)
            .Attribute(1, peer.HardwareAddress)
            .Attribute(28, (uint)peerNamespace)
            .End()
            .End()
            .End();

    internal static NetlinkMessages SetUp(this NetlinkMessages messages, int link) =>
        messages.Add(
            $"setting link {link} up",
            NewLink,
            NetlinkMessages.Request | NetlinkMessages.Acknowledge,
            LinkHeader(link, Up, Up)
        );

    /// <summary>Gives the link another name, for which it is down until it is set up again; its IPv6 addresses go.</summary>
    internal static NetlinkMessages Rename(this NetlinkMessages messages, int link, string name) =>
        messages
            .Add(
                $"setting link {link} down",
                NewLink,
                NetlinkMessages.Request | NetlinkMessages.Acknowledge,
                LinkHeader(link, 0, Up)
            )
            .Add(
                $"naming link {link} {name}",
                NewLink,
                NetlinkMessages.Request | NetlinkMessages.Acknowledge,
                LinkHeader(link, 0, 0)
            )
            .Attribute(3, name);

    /// <summary>Takes an address from the link, and with it the routes that rest on it.</summary>
    internal static NetlinkMessages RemoveAddress(
        this NetlinkMessages messages,
        LinkAddress address
    )
    {
        Span<byte> header =
        [
            Family(address.Address.Family),
            (byte)address.PrefixLength,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        BitConverter.TryWriteBytes(header[4..], address.Interface);
        return messages
            .Add(
                $"taking the address {address.Address} from link {address.Interface}",
                RemoveAddressType,
                NetlinkMessages.Request | NetlinkMessages.Acknowledge,
                header
            )
            .Attribute(2, address.Address.ToBytes())
            .Attribute(1, address.Address.ToBytes());
    }

    /// <summary>Asks for a link's state; the answer is one message, not an acknowledgement.</summary>
    internal static NetlinkMessages GetLink(this NetlinkMessages messages, int link) =>
        messages.Add(
            $"asking for link {link}",
            GetLinkType,
            NetlinkMessages.Request,
            LinkHeader(link, 0, 0)
        );

    private static NetlinkMessages AddAddress(
        this NetlinkMessages messages,
        int link,
        Address address
    )
    {
        var scope = HostAddresses.IsLinkLocal(address) ? ScopeLink : ScopeUniverse;
        Span<byte> header = [Family(address.Family), (byte)address.Width, 0, scope, 0, 0, 0, 0];
        BitConverter.TryWriteBytes(header[4..], link);
        return messages
            .Add($"giving link {link} the address {address}", NewAddress, CreateFlags, header)
            .Attribute(2, address.ToBytes())
            .Attribute(1, address.ToBytes())
            .Attribute(8, NoDuplicateDetection);
    }

    /// <summary>
    /// Gives the link an address that is delivered from now on. The kernel inserts the local route of an IPv6 address in a
    /// work queue (net/ipv6/addrconf.c, addrconf_dad_completed), and what comes before is lost: so there is one of ours.
    /// </summary>
    internal static NetlinkMessages AddReadyAddress(
        this NetlinkMessages messages,
        int link,
        Address address
    ) =>
        address.Family == IpFamily.IPv4
            ? messages.AddAddress(link, address)
            : messages.AddAddress(link, address).AddLocalRoute(new Prefix(address), link);

    /// <summary>Delivers every packet for the prefix to this namespace itself ("AnyIP").</summary>
    internal static NetlinkMessages AddLocalRoute(
        this NetlinkMessages messages,
        Prefix prefix,
        int link
    ) =>
        messages
            .Add(
                $"routing {prefix} to this host itself",
                NewRoute,
                SharedFlags,
                RouteHeader(prefix, RouteTable.Local, ScopeHost, TypeLocal, 0)
            )
            .Attribute(1, prefix.Network.ToBytes())
            .Attribute(4, (uint)link);

    /// <summary>A route to hosts on the link itself.</summary>
    internal static NetlinkMessages AddLinkRoute(
        this NetlinkMessages messages,
        Prefix prefix,
        int link,
        RouteTable table
    ) =>
        messages
            .Add(
                $"routing {prefix} over link {link}",
                NewRoute,
                CreateFlags,
                RouteHeader(
                    prefix,
                    table,
                    prefix.Network.Family == IpFamily.IPv4 ? ScopeLink : ScopeUniverse,
                    TypeUnicast,
                    0
                )
            )
            .Attribute(1, prefix.Network.ToBytes())
            .Attribute(4, (uint)link);

    /// <summary>A route through a neighbour that need not be in any of our prefixes.</summary>
    internal static NetlinkMessages AddGatewayRoute(
        this NetlinkMessages messages,
        Prefix prefix,
        int link,
        Address gateway,
        Address? preferredSource
    )
    {
        messages
            .Add(
                $"routing {prefix} through {gateway}",
                NewRoute,
                CreateFlags,
                RouteHeader(prefix, RouteTable.Main, ScopeUniverse, TypeUnicast, OnLink)
            )
            .Attribute(1, prefix.Network.ToBytes())
            .Attribute(4, (uint)link)
            .Attribute(5, gateway.ToBytes());
        return preferredSource is { } source ? messages.Attribute(7, source.ToBytes()) : messages;
    }

    /// <summary>A neighbour that never needs to be asked for, so no probe waits for ARP or neighbour discovery.</summary>
    internal static NetlinkMessages AddNeighbour(
        this NetlinkMessages messages,
        int link,
        Address address,
        ReadOnlySpan<byte> hardwareAddress
    )
    {
        Span<byte> header = [Family(address.Family), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BitConverter.TryWriteBytes(header[4..], link);
        BitConverter.TryWriteBytes(header[8..], Permanent);
        return messages
            .Add($"naming the neighbour {address}", NewNeighbour, CreateFlags, header)
            .Attribute(1, address.ToBytes())
            .Attribute(2, hardwareAddress);
    }

    private static byte[] LinkHeader(int index, uint flags, uint change)
    {
        var header = new byte[16];
        BitConverter.TryWriteBytes(header.AsSpan(4), index);
        BitConverter.TryWriteBytes(header.AsSpan(8), flags);
        BitConverter.TryWriteBytes(header.AsSpan(12), change);
        return header;
    }

    private static byte[] RouteHeader(
        Prefix prefix,
        RouteTable table,
        byte scope,
        byte type,
        uint flags
    )
    {
        byte[] header =
        [
            Family(prefix.Network.Family),
            (byte)prefix.Length,
            0,
            0,
            (byte)table,
            ProtocolStatic,
            scope,
            type,
            0,
            0,
            0,
            0,
        ];
        BitConverter.TryWriteBytes(header.AsSpan(8), flags);
        return header;
    }

    private static byte Family(IpFamily family) => (byte)(family == IpFamily.IPv4 ? 2 : 10);
}
