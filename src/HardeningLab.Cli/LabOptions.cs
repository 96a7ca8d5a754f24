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

    public Option<string?> Engine { get; } =
        new("--engine")
        {
            Description = "Only the labs of this engine: netns or docker; by default netns first.",
        };

    public Option<string> Name { get; } =
        new("--name") { Description = "Which lab.", DefaultValueFactory = _ => LabName.Default };

    public string ReadName(ParseResult parsed) => LabName.Checked(parsed.GetRequiredValue(Name));

    /// <summary>The labs of the engine that was named, or of all.</summary>
    public IEnumerable<IKeptLabs> Labs(ParseResult parsed) =>
        parsed.GetValue(Engine) is { } engine
            ? LabEngines.All.Where(labs => labs.Engine == engine)
            : LabEngines.All;

    /// <summary>The lab that was named, and the engine's labs that it is one of.</summary>
    /// <exception cref="InputException">It is not up.</exception>
    public async Task<(IKeptLabs Labs, LabCard Card)> FindAsync(
        ParseResult parsed,
        CancellationToken cancellation
    )
    {
        var name = ReadName(parsed);
        var others = new List<string>();
        foreach (var labs in Labs(parsed))
        {
            var cards = await labs.ListAsync(cancellation);
            if (cards.FirstOrDefault(card => card.Name == name) is { } found)
            {
                return (labs, found);
            }
            others.AddRange(cards.Select(card => card.Name));
        }
        throw LabName.IsUnknown(name, others);
    }

    /// <summary>Opens the lab that was named.</summary>
    public async Task<(LabCard Card, ILab Lab)> OpenAsync(
        ParseResult parsed,
        CancellationToken cancellation
    )
    {
        var (labs, card) = await FindAsync(parsed, cancellation);
        return (card, await labs.OpenAsync(card.Name, cancellation));
    }
}
