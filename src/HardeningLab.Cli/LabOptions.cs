using System.CommandLine;
using Hardening;
using HardeningLab.Engines;
using HardeningLab.Engines.Kept;

namespace HardeningLab.Cli;

/// <summary>The options that say which kept lab is meant.</summary>
internal sealed class LabOptions
{
    public LabOptions() =>
        Engine.AcceptOnlyFromAmong([.. LabEngines.All.Select(labs => labs.Engine)]);

    public Option<string> Engine { get; } =
        new("--engine")
        {
            Description = "What the lab is made with.",
            DefaultValueFactory = _ => LabEngines.Netns.Engine,
        };

    public Option<string> Name { get; } =
        new("--name") { Description = "Which lab.", DefaultValueFactory = _ => LabName.Default };

    public string ReadName(ParseResult parsed) => LabName.Checked(parsed.GetRequiredValue(Name));

    /// <summary>The labs of the engine that was chosen.</summary>
    public IKeptLabs Labs(ParseResult parsed) =>
        LabEngines.All.First(labs => labs.Engine == parsed.GetRequiredValue(Engine));

    /// <summary>The lab that was named.</summary>
    /// <exception cref="InputException">It is not up.</exception>
    public async Task<LabCard> FindAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var name = ReadName(parsed);
        var labs = Labs(parsed);
        return await labs.FindAsync(name, cancellation)
            ?? throw LabName.IsUnknown(
                name,
                (await labs.ListAsync(cancellation)).Select(card => card.Name)
            );
    }

    /// <summary>Opens the lab that was named.</summary>
    public async Task<(LabCard Card, ILab Lab)> OpenAsync(
        ParseResult parsed,
        CancellationToken cancellation
    )
    {
        var card = await FindAsync(parsed, cancellation);
        return (card, await Labs(parsed).OpenAsync(card.Name, cancellation));
    }
}
