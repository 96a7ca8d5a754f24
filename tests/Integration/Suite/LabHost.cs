using System.Globalization;
using DotNet.Testcontainers.Containers;

namespace Integration.Suite;

/// <summary>A container of the lab.</summary>
/// <param name="container">The container.</param>
/// <param name="plan">What it was to be.</param>
/// <param name="networks">The networks that it is in.</param>
/// <param name="portmap">The addresses by which it knows the target.</param>
internal class LabHost(
    IContainer container,
    HostPlan plan,
    IReadOnlyList<LabNetwork> networks,
    HostAddresses portmap
)
{
    /// <summary>Where scripts/ is in every container.</summary>
    internal const string Scripts = "/suite";

    /// <summary>Long enough for any answer on a busy machine. Nobody who gets one waits for it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for what is not to come.</summary>
    private static readonly TimeSpan Brevity = TimeSpan.FromSeconds(1);

    internal IContainer Container => container;

    /// <summary>Every way for it to ask the target.</summary>
    internal IReadOnlyList<Question> Everyway => Question.Everyway(portmap);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The addresses that the engine gave it in a subnet's network.</summary>
    internal HostAddresses EnginesAddresses(LabSubnet subnet) =>
        networks.Single(network => network.Subnet == subnet).Engines(plan);

    /// <summary>
    /// Begins a command that is to end, come what may: a program that connects to a port that drops would wait for two minutes,
    /// and rpcinfo hears no other signal.
    /// </summary>
    internal static string[] Within(int seconds) => ["timeout", "-s", "KILL", $"{seconds}"];

    /// <summary>Gives it its addresses, which a container loses when it is started again.</summary>
    internal Task SettleAsync() =>
        RunAsync([
            $"{Scripts}/settle",
            .. networks.SelectMany(network =>
                new[]
                {
                    network.Engines(plan).IPv4,
                    $"{network.Subnet.Host(plan.Number).IPv4}/24",
                    $"{network.Subnet.Host(plan.Number).IPv6}/64",
                }
            ),
        ]);

    /// <summary>Asks the target every way, and waits for answers.</summary>
    internal Task<IReadOnlyList<Answer>> AskAsync() => AskAsync(Everyway);

    /// <summary>Asks, and waits for answers.</summary>
    internal Task<IReadOnlyList<Answer>> AskAsync(params IReadOnlyList<Question> questions) =>
        AskAsync(questions, Patience);

    /// <summary>Asks the target every way, and expects no answer.</summary>
    internal Task<IReadOnlyList<Answer>> AskInVainAsync() => AskInVainAsync(Everyway);

    /// <summary>Asks, and expects no answer.</summary>
    internal Task<IReadOnlyList<Answer>> AskInVainAsync(params IReadOnlyList<Question> questions) =>
        AskAsync(questions, Brevity);

    /// <summary>Runs a command to its end, whatever that is.</summary>
    internal Task<ExecResult> TryAsync(params string[] command) =>
        container.ExecAsync(command, Cancellation);

    /// <summary>Runs a command that must succeed, and gives what it printed.</summary>
    internal async Task<string> RunAsync(params string[] command)
    {
        var ended = await TryAsync(command);
        return ended.ExitCode == 0
            ? ended.Stdout
            : throw new InvalidOperationException(
                $"{container.Name}: {string.Join(' ', command)} ended with {ended.ExitCode}: {ended.Stdout}{ended.Stderr}"
            );
    }

    private async Task<IReadOnlyList<Answer>> AskAsync(
        IReadOnlyList<Question> questions,
        TimeSpan patience
    )
    {
        var said = await RunAsync([
            $"{Scripts}/ask",
            patience.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            .. questions.SelectMany(question => question.Words),
        ]);
        return
        [
            .. said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', 2))
                .Select(words => (Number: int.Parse(words[0]), Said: words[1]))
                .OrderBy(line => line.Number)
                .Select(line => Answer.Read(questions[line.Number], line.Said)),
        ];
    }
}
