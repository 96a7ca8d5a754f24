namespace Hardening.Hosts;

/// <summary>A machine that is read and changed.</summary>
public interface IHost : IAsyncDisposable
{
    /// <summary>What people call it: <c>local</c>, <c>ssh://root@server</c>.</summary>
    string Name { get; }

    /// <summary>Runs a command on it as root and waits for its end.</summary>
    /// <param name="command">The program's name or path, and its arguments; none goes through a shell.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellation">Stops waiting, and ends the command where the host lets us.</param>
    /// <exception cref="HostUnreachableException">The host can't be spoken to.</exception>
    Task<CommandResult> RunAsync(
        IReadOnlyList<string> command,
        ReadOnlyMemory<byte> input,
        CancellationToken cancellation
    );

    /// <summary>
    /// Takes a new way to the host, as whoever comes next has to: an old connection may go on where no new one is let in.
    /// Where none is, the old one stays in use.
    /// </summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HostUnreachableException">There is no new way to the host.</exception>
    Task ReconnectAsync(CancellationToken cancellation);
}
