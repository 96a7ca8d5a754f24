using System.ComponentModel;
using System.Diagnostics;

namespace HardeningLab.Engines.Docker;

/// <summary>A script of the project's folder <c>lab</c>; its steps go to our own standard error as they come.</summary>
internal static class ProjectScript
{
    /// <summary>Names the project's folder; set by the launcher.</summary>
    private const string RootVariable = "HLAB_ROOT";

    /// <summary>The project's folder; the working folder where the launcher did not say.</summary>
    internal static string Root =>
        Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root
            ? root
            : Environment.CurrentDirectory;

    /// <summary>Runs the script and gives what it printed, without the white space around it.</summary>
    /// <param name="name">Its name below <c>lab</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="endpoint">The engine that it is to use, as DOCKER_HOST names it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ScriptFailedException">It is not there, or it failed; it has said why.</exception>
    internal static async Task<string> RunAsync(
        string name,
        IEnumerable<string> arguments,
        EngineEndpoint endpoint,
        CancellationToken cancellation
    )
    {
        var path = Path.Combine(Root, "lab", name);
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["DOCKER_HOST"] = endpoint.Address.OriginalString;
        try
        {
            using var process =
                Process.Start(start)
                ?? throw new UnreachableException("Process.Start without a shell gives a process");
            process.StandardInput.Close();
            using var ending = cancellation.Register(() => process.Kill());
            var output = await process
                .StandardOutput.ReadToEndAsync(CancellationToken.None)
                .ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return process.ExitCode == 0
                ? output.Trim()
                : throw new ScriptFailedException(path, process.ExitCode);
        }
        catch (Win32Exception missing)
        {
            throw new ScriptFailedException(path, missing);
        }
    }
}
