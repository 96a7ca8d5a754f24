using System.CommandLine;
using HardeningLab.Matrices;

namespace HardeningLab.Cli;

/// <summary>The options that say which questions a proof asks.</summary>
internal sealed class QuestionOptions
{
    public Option<string?> Only { get; } =
        new("--only")
        {
            Description =
                "Ask only the cells of this name: SOURCE[/SERVICE[/TRANSPORT[/vVERSION.PROCEDURE]]].",
        };

    public Option<bool> Exhaustive { get; } =
        new("--exhaustive") { Description = "Let every source ask every version and procedure." };

    public CellFilter ReadOnly(ParseResult parsed) =>
        parsed.GetValue(Only) is { } text ? CellFilter.Parse(text) : CellFilter.Everything;
}
