using Hardening;

namespace HardeningLab.Engines.Kept;

/// <summary>The background process that was to hold a lab has ended (exit code 3).</summary>
public sealed class KeeperEndedException : HardeningException
{
    private const string OwnName = "hlab: ";

    internal KeeperEndedException(int exitCode, string said)
        : base(
            said.Trim() is { Length: > 0 } why
                ? Plain(why)
                : $"the lab's background process ended with exit code {exitCode} and without a word"
        ) { }

    private static string Plain(string why) =>
        why.StartsWith(OwnName, StringComparison.Ordinal) ? why[OwnName.Length..] : why;
}
