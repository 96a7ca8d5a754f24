using Hardening.Policies;
using HardeningLab.Matrices;

namespace HardeningLab.Cli;

/// <summary>The command line that asks one cell again.</summary>
internal static class RepeatedCommand
{
    /// <summary>Options that say how to show or select, not what to prove.</summary>
    private static readonly string[] Dropped = ["--each", "--json", "--verbose"];

    public static string For(IReadOnlyList<string> arguments, Cell cell, Layer? layer)
    {
        var kept = new List<string> { "./hlab" };
        var skipping = false;
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                // The values of these are given anew below.
                skipping = argument == "--only" || (argument == "--with" && layer is not null);
            }
            if (
                !skipping
                && !Dropped.Contains(argument)
                && !argument.StartsWith("--only=", StringComparison.Ordinal)
            )
            {
                kept.Add(Quote(argument));
            }
        }
        if (layer is not null)
        {
            kept.Add("--with");
            kept.AddRange(layer.Protections.Select(name => name.Text()));
        }
        kept.Add("--only");
        kept.Add(Quote(cell.Name));
        return string.Join(' ', kept);
    }

    private static string Quote(string argument) =>
        argument.Length > 0
        && argument.All(letter =>
            char.IsAsciiLetterOrDigit(letter) || "-_./:=,%+@".Contains(letter)
        )
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
