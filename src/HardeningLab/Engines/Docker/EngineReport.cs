namespace HardeningLab.Engines.Docker;

/// <summary>Whether this machine can run labs of containers.</summary>
/// <param name="IsUsable">Whether an engine answers that can.</param>
/// <param name="Found">The engine and where it listens, or what is wrong, in one line.</param>
/// <param name="Fix">The one command that mends it; null where nothing is wrong.</param>
public sealed record EngineReport(bool IsUsable, string Found, string? Fix)
{
    /// <summary>Asks the engine that DOCKER_HOST names, or whichever listens at a usual place; for 5 s at most.</summary>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<EngineReport> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            using var connection = await DockerConnection
                .OpenAsync(cancellation)
                .ConfigureAwait(false);
            var kind = connection.IsPodman ? "Podman" : "Docker";
            return new(
                true,
                $"{kind} {connection.EngineVersion}, API {connection.EngineApi}, at {connection.Endpoint.Address.OriginalString}",
                null
            );
        }
        catch (DockerUnfitException unfit)
        {
            return new(false, unfit.Message.Split('\n')[0], unfit.Fix);
        }
    }
}
