namespace HardeningLab.Kernel;

/// <summary>
/// Where sockets come from: a network namespace that this process may enter, or somebody in one who hands sockets over. A
/// socket stays in its namespace wherever it is used later.
/// </summary>
internal interface ISocketSource : IDisposable
{
    /// <summary>Opens a socket; the arguments are those of socket(2).</summary>
    /// <param name="domain">The address family.</param>
    /// <param name="type">The type with its flags.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="action">What is attempted, for the message.</param>
    /// <returns>Its descriptor, the caller's to close.</returns>
    /// <exception cref="KernelException">It can't be opened.</exception>
    int Open(int domain, int type, int protocol, string action);
}
