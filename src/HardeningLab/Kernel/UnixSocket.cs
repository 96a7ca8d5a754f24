using System.Net.Sockets;

namespace HardeningLab.Kernel;

/// <summary>Stream sockets with a name in the file system (unix(7)).</summary>
internal static class UnixSocket
{
    /// <summary>One that is not connected yet.</summary>
    internal static Socket Open() =>
        new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>One that others can connect to; nothing may have the name.</summary>
    internal static Socket Listen(string path)
    {
        var listener = Open();
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return listener;
    }
}
