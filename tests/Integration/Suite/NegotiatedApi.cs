using System.Runtime.CompilerServices;
using Hardening;
using HardeningLab.Engines.Docker;
using Integration.Docker;

namespace Integration.Suite;

/// <summary>
/// Testcontainers asks every engine for the API that is newest to itself, and reads its settings once, when its first type is
/// touched. So what the engine speaks must be found out before.
/// </summary>
internal static class NegotiatedApi
{
    [ModuleInitializer]
    internal static void Negotiate()
    {
        if (!DockerHere.IsUsable)
        {
            return;
        }
        // Its own cleaner is a container whose image would have to be pulled; what we make has labels.
        Environment.SetEnvironmentVariable("TESTCONTAINERS_RYUK_DISABLED", "true");
        try
        {
            using var connection = DockerConnection
                .OpenAsync(CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            Environment.SetEnvironmentVariable("DOCKER_API_VERSION", $"{connection.Api}");
        }
        catch (HardeningException)
        {
            // The first test that needs the engine says so, in its own name.
        }
    }
}
