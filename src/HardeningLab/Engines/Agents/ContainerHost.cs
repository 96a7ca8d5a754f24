using System.Diagnostics;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Agents;

/// <summary>The host under test where it is the container that this process runs in.</summary>
internal sealed class ContainerHost : ITargetHost
{
    private const string NameServices = "/etc/nsswitch.conf";

    private readonly OwnThread thread = new("hlab target");

    /// <summary>
    /// No lab has a name server. Where nsswitch.conf(5) names one all the same, rpcbind waits seconds for it with every
    /// request that the wrappers judge, and answers nobody else meanwhile.
    /// </summary>
    internal static ContainerHost WithoutNameServer()
    {
        if (File.Exists(NameServices))
        {
            var lines = File.ReadAllLines(NameServices)
                .Select(line =>
                    line.StartsWith("hosts:", StringComparison.Ordinal) ? "hosts: files" : line
                );
            File.WriteAllLines(NameServices, lines);
        }
        return new ContainerHost();
    }

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
