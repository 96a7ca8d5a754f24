using System.Diagnostics;

namespace HardeningLab.Reports;

/// <summary>Puts colours around text (ECMA-48, SGR), or leaves it as it is.</summary>
/// <param name="colour">Whether colours are wanted.</param>
internal readonly struct Palette(bool colour)
{
    private const string Reset = "\e[0m";

    public string Paint(Style style, string text) =>
        colour && style is not Style.Plain ? CodeOf(style) + text + Reset : text;

    private static string CodeOf(Style style) =>
        style switch
        {
            Style.Heading => "\e[1m",
            Style.Faint => "\e[2m",
            Style.Good => "\e[32m",
            Style.Bad => "\e[1;31m",
            Style.Doubtful => "\e[33m",
            _ => throw new UnreachableException(),
        };
}
