namespace HardeningLab.Netlink;

/// <summary>The kernel's routing tables (ip-route(8)); local is asked before main.</summary>
internal enum RouteTable : byte
{
    Main = 254,
    Local = 255,
}
