using System.CommandLine;
using Hardening;
using HardeningLab.Engines.Kept;
using HardeningLab.Topologies;

namespace HardeningLab.Cli;

/// <summary>The argument that names a host of a kept lab.</summary>
internal static class LabHost
{
    public static Argument<string> Argument() =>
        new("HOST") { Description = "target, or the client of a network: lan0, wan0." };

    /// <summary>Runs a command in the host that was named, with the caller's own terminal or pipes.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="options">Which lab.</param>
    /// <param name="host">Which of its hosts.</param>
    /// <param name="command">The program and its arguments; none is an interactive shell.</param>
    /// <param name="cancellation">Gives up before the start.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed,
        LabOptions options,
        Argument<string> host,
        EquatableArray<string> command,
        CancellationToken cancellation
    )
    {
        var (labs, card) = await options.FindAsync(parsed, cancellation);
        return await labs.RunInHostAsync(
            card.Name,
            Read(parsed.GetRequiredValue(host), card),
            command,
            cancellation
        );
    }

    /// <summary>Passes the name on, if the lab has such a host.</summary>
    /// <exception cref="InputException">It has none.</exception>
    private static string Read(string name, LabCard card)
    {
        var known = HostNames.Of(TopologyPlan.For(card.ReadPolicy()).Networks).ToList();
        return known.Contains(name)
            ? name
            : throw new InputException(
                new InputError("HOST", 1, 1, HostNames.Unknown(name, known))
            );
    }
}
