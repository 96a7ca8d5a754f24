using Hardening.Addresses;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Wrappers;

/// <summary>One question to libwrap: may this client reach that daemon?</summary>
/// <param name="Daemon">The name that the daemon asks under.</param>
/// <param name="Address">The client's address as getnameinfo(3) writes it (<see cref="NumericHost"/>); with <c>%</c> at its end, and some interface behind it that is not known.</param>
public sealed record AccessRequest(string Daemon, string Address)
{
    /// <summary>The client's name; null where DNS would have to be asked.</summary>
    public string? Name { get; init; }

    /// <summary>The user's name; null where the client would have to be asked; <c>unknown</c> if nothing is said.</summary>
    public string? User { get; init; } = TextPattern.Unknown;

    /// <summary>The server's address; <c>unknown</c> if nothing is said, as with rpcbind.</summary>
    public string ServerAddress { get; init; } = TextPattern.Unknown;

    /// <summary>The server's name; null where DNS would have to be asked; <c>unknown</c> if nothing is said.</summary>
    public string? ServerName { get; init; } = TextPattern.Unknown;

    /// <summary>The server's port; null if libwrap is not told.</summary>
    public int? ServerPort { get; init; }

    /// <summary>What a daemon tells libwrap of a client; what others would have to be asked for is left open.</summary>
    /// <param name="daemon">Who asks.</param>
    /// <param name="client">Whence the client comes.</param>
    /// <param name="server">Which address of the host it asks.</param>
    /// <param name="port">Which port.</param>
    public static AccessRequest Of(AskingDaemon daemon, Address client, Address server, int port)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        var request = new AccessRequest(daemon.Name, Text(client))
        {
            User = daemon.TellsUser ? null : TextPattern.Unknown,
        };
        return daemon.TellsServer
            ? request with
            {
                ServerAddress = Text(server),
                ServerName = null,
                ServerPort = port,
            }
            : request;
    }

    private static string Text(Address address) =>
        NumericHost.Of(address) + (NumericIpv6.IsLinkLocal(address) ? "%" : "");
}
