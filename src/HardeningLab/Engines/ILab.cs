using HardeningLab.Probes;
using HardeningLab.Taps;

namespace HardeningLab.Engines;

/// <summary>A lab that stands: a target whose rules can be changed, and clients that ask it. One call at a time.</summary>
public interface ILab : IAsyncDisposable
{
    /// <summary>Runs a command in the target and waits for its end.</summary>
    /// <param name="command">The program's name or path, and its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellation">Kills the command.</param>
    Task<ExecResult> RunAsync(
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    );

    /// <summary>Writes a file below the target's own /etc.</summary>
    /// <param name="name">The name below /etc, such as <c>hosts.allow</c>.</param>
    /// <param name="text">Its content.</param>
    /// <param name="cancellation">Gives up.</param>
    Task WriteConfigurationAsync(string name, string text, CancellationToken cancellation);

    /// <summary>From now on deliveries and deciding rules are seen too. To be called behind every change of the rules.</summary>
    /// <param name="withLegacy">Whether tables of iptables-legacy are in play.</param>
    /// <param name="cancellation">Gives up.</param>
    Task ObserveAsync(bool withLegacy, CancellationToken cancellation);

    /// <summary>Takes the observer's own table out of the target again.</summary>
    /// <param name="cancellation">Gives up.</param>
    Task StopObservingAsync(CancellationToken cancellation);

    /// <summary>Sends every probe and gives an observation for each, in the same order.</summary>
    /// <param name="probes">What to ask.</param>
    /// <param name="landed">Told now and then how many have their verdict; null for nobody.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    Task<Observation[]> AskAsync(
        IReadOnlyList<Probe> probes,
        Action<int>? landed,
        CancellationToken cancellation
    );

    /// <summary>The place of a rule of nf_tables in its chain, from one; null if it is not there any more.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<int?> NumberOfAsync(RuleHandle rule, CancellationToken cancellation);

    /// <summary>Why the target's services can't answer any more; null while they can.</summary>
    /// <param name="cancellation">Gives up.</param>
    Task<string?> FindFaultAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes everything back that was put in force since the lab was made, in every tool and file, and starts the services
    /// anew. What an engine itself put into the target stays.
    /// </summary>
    /// <param name="cancellation">Gives up half way.</param>
    Task ResetAsync(CancellationToken cancellation);
}
