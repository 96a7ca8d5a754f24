using Hardening.Hosts;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>Asks a host's portmapper from other hosts, and holds what it says against a policy.</summary>
/// <param name="portmap">Who may reach it.</param>
/// <param name="host">The host that is asked.</param>
/// <param name="askers">Those who ask.</param>
internal sealed class OutsideProof(
    ProtectedService portmap,
    IHost host,
    EquatableArray<IHost> askers
)
{
    // A SYN is sent once more after a second, and on links without delay only the second one's ICMP error is heard.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(0.3);

    private readonly HostProgram program = new(host);

    /// <summary>Why the proof could not be held, a line for each asker; none where it can.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    internal async Task<EquatableArray<string>> FindObstaclesAsync(CancellationToken cancellation)
    {
        var reach = await program.ReachAsync(cancellation).ConfigureAwait(false);
        var obstacles = await Task.WhenAll(
                askers.Select(asker => FindObstacleAsync(new Onlooker(asker), reach, cancellation))
            )
            .ConfigureAwait(false);
        return [.. obstacles.OfType<string>()];
    }

    /// <summary>Asks from everywhere at once.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    internal async Task<ProofFromOutside> HoldAsync(CancellationToken cancellation)
    {
        var reach = await program.ReachAsync(cancellation).ConfigureAwait(false);
        var verdicts = await Task.WhenAll(
                askers.Select(asker => HoldAsync(new Onlooker(asker), reach, cancellation))
            )
            .ConfigureAwait(false);
        return new(
            [.. verdicts.SelectMany(verdict => verdict.Faults)],
            [.. verdicts.SelectMany(verdict => verdict.Notes)]
        );
    }

    /// <summary>
    /// Asks from the machine that this process runs on, over the way by which it manages the host. Whether it is let in says
    /// something for certain; if it is not, anything between the two may be the reason.
    /// </summary>
    /// <param name="portmap">Who may reach the portmapper.</param>
    /// <param name="controller">The connection to the host.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal static async Task<ProofFromOutside> HoldFromHereAsync(
        ProtectedService portmap,
        Controller controller,
        CancellationToken cancellation
    )
    {
        try
        {
            var answers = await new Onlooker(new CommandHost())
                .AskAsync(ShortPatience, [controller.Destination], cancellation)
                .ConfigureAwait(false);
            return Judge(
                portmap,
                "here",
                // Behind a translation of addresses the host sees another source than we do, or is another host than we ask.
                answers.Where(answer => answer.Source == controller.Source),
                _ => "which proves nothing"
            );
        }
        catch (HostFailedException)
        {
            return ProofFromOutside.Nothing;
        }
    }

    /// <summary>Who is allowed has to be answered by one of the host's addresses at least; who is not, by none.</summary>
    /// <param name="portmap">Who may reach it.</param>
    /// <param name="asker">Who asked.</param>
    /// <param name="answers">What came back.</param>
    /// <param name="excuse">Why somebody who is allowed may have got no answer all the same; null for no reason.</param>
    internal static ProofFromOutside Judge(
        ProtectedService portmap,
        string asker,
        IEnumerable<OutsideAnswer> answers,
        Func<OutsideAnswer, string?> excuse
    )
    {
        var faults = new List<string>();
        var notes = new List<string>();
        foreach (var group in answers.GroupBy(answer => (answer.Source, answer.Transport)))
        {
            var isAllowed = portmap.Sources.Contains(group.Key.Source);
            var best = group.FirstOrDefault(answer => answer.IsAccepted) ?? group.First();
            if (best.IsAccepted == isAllowed)
            {
                notes.Add($"from {asker}: {best}, as the policy says");
            }
            else if (isAllowed && excuse(best) is { } reason)
            {
                notes.Add($"from {asker}: {best}, {reason}");
            }
            else
            {
                var verb = isAllowed ? "allows" : "does not allow";
                faults.Add($"from {asker}: {best}; the policy {verb} {group.Key.Source}");
            }
        }
        return new(faults.ToEquatableArray(), notes.ToEquatableArray());
    }

    private async Task<ProofFromOutside> HoldAsync(
        Onlooker onlooker,
        Reach reach,
        CancellationToken cancellation
    )
    {
        try
        {
            var answers = await onlooker
                .AskAsync(Patience, reach.Addresses, cancellation)
                .ConfigureAwait(false);
            return answers.Count == 0
                ? new([$"from {onlooker.Name}: there is no route any more"], [])
                : Judge(
                    portmap,
                    onlooker.Name,
                    // Addresses that both of them have are no way from the one to the other.
                    answers.Where(answer => answer.Source != answer.Destination),
                    answer =>
                        reach.Listening.Contains((answer.Transport, answer.Source.Family))
                            ? null
                            : "where nothing listens, which proves nothing"
                );
        }
        catch (HardeningException failure)
            when (failure is HostFailedException or HostUnreachableException)
        {
            return new([failure.Message], []);
        }
    }

    private async Task<string?> FindObstacleAsync(
        Onlooker onlooker,
        Reach reach,
        CancellationToken cancellation
    )
    {
        try
        {
            var ways = await onlooker
                .AskAsync(TimeSpan.Zero, reach.Addresses, cancellation)
                .ConfigureAwait(false);
            if (ways.Count == 0)
            {
                return $"{onlooker.Name} has a route to none of {host.Name}'s addresses: {string.Join(", ", reach.Addresses)}";
            }
            return ways.All(way => way.Source == way.Destination)
                ? $"{onlooker.Name} is {host.Name} itself: name a host that others come from"
                : null;
        }
        catch (HardeningException failure)
            when (failure is HostFailedException or HostUnreachableException)
        {
            return failure.Message;
        }
    }
}

/// <summary>What others saw of a host.</summary>
/// <param name="Faults">What is not as the policy says, a line each.</param>
/// <param name="Notes">What is, and what proves nothing, a line each.</param>
internal sealed record ProofFromOutside(EquatableArray<string> Faults, EquatableArray<string> Notes)
{
    /// <summary>Nobody looked.</summary>
    internal static ProofFromOutside Nothing { get; } = new([], []);
}
