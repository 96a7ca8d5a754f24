using System.Globalization;
using System.Text;
using Hardening.Addresses;
using Hardening.Hosts;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>A host that asks the portmapper of another one, by the program <c>ask.sh</c>.</summary>
/// <param name="host">Who asks; nothing is written there.</param>
internal sealed class Onlooker(IHost host)
{
    private static readonly string Script = EmbeddedScript.Read("ask.sh");

    internal string Name => host.Name;

    /// <summary>Asks every address that it has a route to over TCP and UDP, all at once.</summary>
    /// <param name="patience">How long silence is waited for, twice for a datagram; zero only finds the routes, and sends nothing.</param>
    /// <param name="addresses">Whom it asks.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="HardeningException">It can't be reached, or can't ask.</exception>
    internal async Task<EquatableArray<OutsideAnswer>> AskAsync(
        TimeSpan patience,
        IEnumerable<Address> addresses,
        CancellationToken cancellation
    )
    {
        var seconds = patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        var ended = await host.RunAsync(
                [
                    "sh",
                    "-c",
                    Script,
                    "hardeninglab",
                    seconds,
                    .. addresses.Select(address => address.ToString()),
                ],
                default,
                cancellation
            )
            .ConfigureAwait(false);
        return ended.ExitCode == 0
            ?
            [
                .. Encoding
                    .UTF8.GetString(ended.Output.Span)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(OutsideAnswer.Read)
                    .OrderBy(answer => answer.Destination)
                    .ThenBy(answer => answer.Transport),
            ]
            : throw new HostFailedException(host.Name, "asking from it", ended);
    }
}

/// <summary>What a host's portmapper said to somebody from outside.</summary>
/// <param name="Destination">The host's address.</param>
/// <param name="Source">The address that the question was sent from.</param>
/// <param name="Transport">How it was sent.</param>
/// <param name="Word">accepted, denied, refused, silent, other or unasked, as <c>ask.sh</c> says it.</param>
internal sealed record OutsideAnswer(
    Address Destination,
    Address Source,
    Transport Transport,
    string Word
)
{
    internal bool IsAccepted => Word == "accepted";

    public override string ToString() =>
        $"{Source} asked {Destination} over {(Transport == Transport.Tcp ? "TCP" : "UDP")}: {Word}";

    /// <summary>Reads a line of <c>ask.sh</c>.</summary>
    internal static OutsideAnswer Read(string line) =>
        line.Split('\t') is [var destination, var source, var transport, var word]
            ? new(
                Address.Parse(destination),
                Address.Parse(source),
                transport == "tcp" ? Transport.Tcp : Transport.Udp,
                word
            )
            : throw new FormatException($"found {Quotation.Of(line)}, expected four words");
}
