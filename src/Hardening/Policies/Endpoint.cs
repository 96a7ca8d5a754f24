namespace Hardening.Policies;

/// <summary>A transport and a port, such as 111/udp; <c>default</c> is not valid.</summary>
public readonly record struct Endpoint
{
    /// <summary>Makes the endpoint.</summary>
    /// <param name="transport">TCP or UDP.</param>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is 0.</exception>
    public Endpoint(Transport transport, ushort port)
    {
        ArgumentOutOfRangeException.ThrowIfZero(port);
        Transport = transport;
        Port = port;
    }

    /// <summary>TCP or UDP.</summary>
    public Transport Transport { get; }

    /// <summary>1 to 65535.</summary>
    public ushort Port { get; }

    /// <summary>The form of services(5): <c>111/udp</c>.</summary>
    public override string ToString() => $"{Port}/{(Transport == Transport.Tcp ? "tcp" : "udp")}";
}
