using System.Runtime.InteropServices;

namespace HardeningLab.Engines.Agents;

/// <summary>What the target's agent asks a client's for: so many sockets of one kind. As it goes over the wire.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SocketRequest(int Domain, int Type, int Protocol, int Count)
{
    /// <summary>Its length on the wire, in bytes.</summary>
    internal const int Length = 4 * sizeof(int);
}
