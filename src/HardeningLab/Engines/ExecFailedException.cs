using Hardening;

namespace HardeningLab.Engines;

/// <summary>A command that the lab depends on failed (exit code 3).</summary>
public sealed class ExecFailedException : HardeningException
{
    internal ExecFailedException(string command, ExecResult ended)
        : base(
            $"{command} failed with exit code {ended.ExitCode}\nstandard output: {Or(ended.Output)}\nstandard error: {Or(ended.Error)}"
        ) => Ended = ended;

    /// <summary>The exit code and everything it printed.</summary>
    public ExecResult Ended { get; }

    private static string Or(string text) =>
        text.Trim() is { Length: > 0 } some ? some : "(nothing)";
}
