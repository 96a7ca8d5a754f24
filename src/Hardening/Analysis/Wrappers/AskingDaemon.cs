using Hardening.Policies;

namespace Hardening.Analysis.Wrappers;

/// <summary>Who asks libwrap, and what it tells.</summary>
/// <param name="Name">The name that it asks under.</param>
/// <param name="TellsServer">Whether libwrap learns at which address and port the client came in.</param>
/// <param name="TellsUser">Whether libwrap may ask the client for its user's name (RFC 1413); else that is <c>unknown</c>.</param>
public sealed record AskingDaemon(string Name, bool TellsServer, bool TellsUser)
{
    /// <summary>
    /// rpcbind passes its own name and the client's address and nothing else (<c>check_access</c> in security.c, 1.2.6): for it the
    /// server's host and the user are unknown, always. libwrap asks DNS for the client's name, where a pattern wants one.
    /// </summary>
    public static AskingDaemon Rpcbind { get; } = new("rpcbind", false, false);

    /// <summary>The daemon of a service; null if it never asks. One that is not rpcbind tells the whole connection, as tcpd does.</summary>
    public static AskingDaemon? Of(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.WrapperNames.Count == 0 ? null
            : service.WrapperNames[0] == Rpcbind.Name ? Rpcbind
            : new AskingDaemon(service.WrapperNames[0], true, true);
    }
}
