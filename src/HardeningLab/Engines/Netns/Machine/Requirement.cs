namespace HardeningLab.Engines.Netns.Machine;

/// <summary>One thing that the embedded lab wants of this machine.</summary>
/// <param name="Name">What it is, such as <c>nft</c> or <c>namespaces</c>.</param>
/// <param name="IsMet">Whether this machine has it.</param>
/// <param name="IsEssential">Whether no lab can run without it; the others only say what is slower or can't be chosen.</param>
/// <param name="Found">What was found: a path, a version, a value, or what failed and how.</param>
/// <param name="Fix">The one command, or failing that the one deed, that mends it; null where it is met.</param>
public sealed record Requirement(
    string Name,
    bool IsMet,
    bool IsEssential,
    string Found,
    string? Fix
)
{
    internal static Requirement Met(string name, string found, bool essential = true) =>
        new(name, true, essential, found, null);

    internal static Requirement Unmet(
        string name,
        string found,
        string fix,
        bool essential = true
    ) => new(name, false, essential, found, fix);
}
