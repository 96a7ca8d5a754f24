using Docker.DotNet;
using Docker.DotNet.Models;

namespace HardeningLab.Engines.Docker;

/// <summary>Runs commands in one container.</summary>
/// <param name="client">The engine.</param>
/// <param name="container">The container's number or name.</param>
/// <param name="name">What people call it.</param>
internal sealed class ContainerExec(DockerClient client, string container, string name)
{
    /// <summary>With all three streams and no terminal.</summary>
    internal static ContainerExecCreateParameters Attached(IReadOnlyList<string> command) =>
        new()
        {
            Cmd = [.. command],
            AttachStdin = true,
            AttachStdout = true,
            AttachStderr = true,
        };

    /// <summary>Starts a command; the caller owns its streams.</summary>
    /// <exception cref="DockerFailedException">The engine refused it.</exception>
    internal Task<ExecStream> StartAsync(
        ContainerExecCreateParameters parameters,
        CancellationToken cancellation
    ) =>
        EngineCall.RunAsync(
            $"running {parameters.Cmd[0]} in {name}",
            async () =>
            {
                var created = await client
                    .Exec.CreateContainerExecAsync(container, parameters, cancellation)
                    .ConfigureAwait(false);
                var stream = await client
                    .Exec.StartContainerExecAsync(
                        created.ID,
                        new() { TTY = parameters.TTY },
                        cancellation
                    )
                    .ConfigureAwait(false);
                return new ExecStream(client, created.ID, stream);
            }
        );
}
