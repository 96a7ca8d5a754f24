using System.Security.Cryptography;
using HardeningLab.Engines;
using Integration.Docker;

namespace Integration.LabCommand;

/// <summary>A kept lab of containers that the tests of a class share; it comes up with the first that asks for it.</summary>
public sealed class ContainersOfTheClass : IAsyncDisposable
{
    private bool isUp;

    /// <summary>The engine's labs are everybody's, so this one has a name of its own.</summary>
    internal string Name { get; } =
        $"kept-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>Has it as it comes up; skips the test where there can be none.</summary>
    internal async ValueTask ResetAsync()
    {
        DockerHere.SkipUnlessUsable();
        (
            isUp
                ? await LabAsync("reset")
                : await LabAsync("up", "--engine", "docker", "--with", "iptables")
        ).ShouldEndWith(0);
        isUp = true;
    }

    /// <summary>Runs <c>./hlab lab …</c>; the lab's name comes before whatever a host is to run.</summary>
    internal Task<ExecResult> LabAsync(string command, params string[] arguments) =>
        HlabProcess.RunAsync(["lab", command, "--name", Name, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        if (isUp)
        {
            (await LabAsync("down", "--engine", "docker")).ShouldEndWith(0);
        }
    }
}
