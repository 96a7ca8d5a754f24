using System.Text.Json;
using Docker.DotNet;
using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>The container engine refused something that a lab needs, or went away (exit code 3).</summary>
public sealed class DockerFailedException : HardeningException
{
    internal DockerFailedException(string doing, Exception failure)
        : base($"{doing} failed: {Describe(failure)}", failure) { }

    internal DockerFailedException(string doing, string found)
        : base($"{doing} failed: {found}") { }

    private static string Describe(Exception failure) =>
        failure is DockerApiException refusal
            ? $"the container engine says: {Words(refusal)}"
            : $"the container engine does not answer: {failure.Message}";

    /// <summary>Engines answer with an object that has nothing but a message.</summary>
    private static string Words(DockerApiException refusal)
    {
        try
        {
            using var answer = JsonDocument.Parse(refusal.ResponseBody ?? "");
            return answer.RootElement.GetProperty("message").GetString() ?? refusal.Message;
        }
        catch (Exception other)
            when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return refusal.Message;
        }
    }
}
