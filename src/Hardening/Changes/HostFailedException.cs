using Hardening.Hosts;

namespace Hardening.Changes;

/// <summary>A host could not do what it was told.</summary>
public sealed class HostFailedException : HardeningException
{
    internal HostFailedException(string host, string doing, CommandResult ended)
        : base($"{host}: {doing} failed: {Said(ended)}") { }

    internal HostFailedException(string host, string why)
        : base($"{host}: {why}") { }

    private static string Said(CommandResult ended) =>
        ended.Error.Trim() is { Length: > 0 } said ? said : $"exit code {ended.ExitCode}";
}
