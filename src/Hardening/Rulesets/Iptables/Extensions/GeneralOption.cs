namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>An option that a tool itself has, whatever matches are loaded.</summary>
/// <param name="Letter">Its short form; for an option without one any other character that tells it from the rest.</param>
/// <param name="Names">Its long forms, without dashes.</param>
/// <param name="Takes">Whether it takes an argument: none, one, or one that is written in the same word or not at all.</param>
internal sealed record GeneralOption(char Letter, EquatableArray<string> Names, ArgumentNeed Takes)
{
    /// <summary>Whether a <c>!</c> may stand before it.</summary>
    public bool IsNegatable { get; init; }

    /// <summary>Whether its letter can be written behind a dash.</summary>
    public bool HasLetter { get; init; } = char.IsAsciiLetter(Letter);

    /// <summary>As the tool's save writes it: mostly with its letter, else with its first name.</summary>
    public string Shown { get; init; } =
        char.IsAsciiLetter(Letter) ? $"-{Letter}" : $"--{Names[0]}";

    public GeneralOption Negatable => this with { IsNegatable = true };
}
