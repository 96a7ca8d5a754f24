using System.Text;
using Docker.DotNet.Models;
using HardeningLab.Engines.Agents;

namespace HardeningLab.Engines.Docker;

/// <summary>What can be run in a host of the lab, and read of it.</summary>
internal sealed partial class DockerSite
{
    private const string LogLines = "200";

    /// <summary>Where the agent writes that is not its container's first process.</summary>
    private const string AgentLog = $"{AgentFiles.Folder}/target.log";

    /// <summary>Starts a command and gives its standard input and output as one stream.</summary>
    /// <param name="container">Where.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellation">Gives up before the start.</param>
    internal Task<ExecStream> ExecStreamAsync(
        SiteContainer container,
        IReadOnlyList<string> command,
        CancellationToken cancellation
    ) => StartExecAsync(container, ContainerExec.Attached(command), cancellation);

    /// <summary>Runs a command and waits for its end.</summary>
    /// <param name="container">Where.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellation">Leaves the command to itself.</param>
    internal async Task<ExecResult> ExecAsync(
        SiteContainer container,
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    )
    {
        var stream = await ExecStreamAsync(container, command, cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var output = await stream
                .ExchangeAsync(Encoding.UTF8.GetBytes(input), cancellation)
                .ConfigureAwait(false);
            var exitCode = await ExplainAsync(
                    () => stream.ExitCodeAsync(cancellation),
                    cancellation
                )
                .ConfigureAwait(false);
            return new(exitCode, Encoding.UTF8.GetString(output.Span), stream.Error);
        }
    }

    /// <summary>Starts a command on a terminal of its own.</summary>
    /// <param name="container">Where.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="columns">The terminal's width, at least 1.</param>
    /// <param name="rows">The terminal's height, at least 1.</param>
    /// <param name="cancellation">Gives up before the start.</param>
    internal async Task<ExecStream> AttachTerminalAsync(
        SiteContainer container,
        IReadOnlyList<string> command,
        int columns,
        int rows,
        CancellationToken cancellation
    )
    {
        var parameters = ContainerExec.Attached(command);
        parameters.TTY = true;
        parameters.Env = [$"TERM={Environment.GetEnvironmentVariable("TERM") ?? "xterm"}"];
        var terminal = await StartExecAsync(container, parameters, cancellation)
            .ConfigureAwait(false);
        await terminal.ResizeAsync(columns, rows, cancellation).ConfigureAwait(false);
        return terminal;
    }

    /// <summary>The last lines that a host's first process printed, standard output and error as they came.</summary>
    internal async Task<string> LogAsync(SiteContainer container, CancellationToken cancellation)
    {
        var parameters = new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Tail = LogLines,
        };
        using var stream = await EngineCall
            .RunAsync(
                $"reading the log of {container.Name}",
                () =>
                    connection.Client.Containers.GetContainerLogsAsync(
                        container.Id,
                        parameters,
                        cancellation
                    )
            )
            .ConfigureAwait(false);
        using var log = new MemoryStream();
        await stream.CopyOutputToAsync(Stream.Null, log, log, cancellation).ConfigureAwait(false);
        return Encoding.UTF8.GetString(log.GetBuffer(), 0, (int)log.Length);
    }

    /// <summary>
    /// Beside systemd, which is the first process there, and whose output no agent could write to. The command stays when
    /// its stream is closed; Docker.DotNet has no other way to leave one running.
    /// </summary>
    private async Task StartAgentAsync(CancellationToken cancellation)
    {
        var stream = await StartExecAsync(
                Target,
                new()
                {
                    Cmd = ["/bin/sh", "-c", $"exec {AgentFiles.Program} target >>{AgentLog} 2>&1"],
                },
                cancellation
            )
            .ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private Task<ExecStream> StartExecAsync(
        SiteContainer container,
        ContainerExecCreateParameters parameters,
        CancellationToken cancellation
    ) =>
        ExplainAsync(
            () =>
                new ContainerExec(connection.Client, container.Id, container.Name).StartAsync(
                    parameters,
                    cancellation
                ),
            cancellation
        );

    /// <summary>Where a call fails because a host has ended, that is the better explanation, with its log.</summary>
    private async Task<T> ExplainAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (DockerFailedException)
        {
            await AssertRunningAsync(cancellation).ConfigureAwait(false);
            throw;
        }
    }
}
