namespace Hardening.Hosts;

/// <summary>How a command on a host ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number if a signal ended it.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record CommandResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error);
