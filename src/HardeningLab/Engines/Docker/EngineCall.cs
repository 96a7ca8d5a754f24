using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;

namespace HardeningLab.Engines.Docker;

/// <summary>Calls the engine, and says what was being done when it refuses or goes away.</summary>
internal static class EngineCall
{
    /// <param name="doing">Such as <c>creating the network hlab-3f9c1a-lan0</c>.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="DockerFailedException">It failed; the cause lies beneath.</exception>
    internal static async Task<T> RunAsync<T>(string doing, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure) when (IsOfTheEngine(failure))
        {
            throw new DockerFailedException(doing, failure);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    internal static Task RunAsync(string doing, Func<Task> call) =>
        RunAsync(
            doing,
            async () =>
            {
                await call().ConfigureAwait(false);
                return true;
            }
        );

    private static bool IsOfTheEngine(Exception failure) =>
        failure
            is DockerApiException
                or HttpRequestException
                or IOException
                or SocketException
                or TimeoutException
                or JsonException
                // The client's own deadline, not the caller's wish.
                or OperationCanceledException { InnerException: TimeoutException };
}
