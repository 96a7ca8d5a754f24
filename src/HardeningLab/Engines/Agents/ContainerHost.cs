using System.Diagnostics;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Agents;

/// <summary>The host under test where it is the container that this process runs in.</summary>
internal sealed class ContainerHost : ITargetHost
{
    private readonly OwnThread thread = new("hlab target");

    /// <inheritdoc/>
    public void WriteConfiguration(string name, string text) =>
        File.WriteAllText(Path.Combine("/etc", name), text);

    /// <inheritdoc/>
    public Process Start(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null
    ) => thread.Run(() => TargetProcess.StartHere(command, environment));

    /// <inheritdoc/>
    public void RunInside(Action piece) => thread.Run(piece);

    /// <summary>Its processes end with the container.</summary>
    public ValueTask DisposeAsync()
    {
        thread.Dispose();
        return ValueTask.CompletedTask;
    }
}
