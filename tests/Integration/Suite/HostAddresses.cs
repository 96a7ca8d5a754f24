namespace Integration.Suite;

/// <summary>The addresses of a host in a subnet.</summary>
internal readonly record struct HostAddresses(string IPv4, string IPv6)
{
    internal static HostAddresses Loopback { get; } = new("127.0.0.1", "::1");
}
