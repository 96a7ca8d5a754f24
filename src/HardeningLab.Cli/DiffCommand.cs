using System.CommandLine;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab diff</c>: compares rules by what they do with every packet, not by how they look.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var old = new Argument<string>("OLD") { Description = "FILE or KIND:FILE." };
        var now = new Argument<string>("NEW") { Description = "FILE or KIND:FILE, of any format." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead." };
        var command = new Command("diff", "Compare two rulesets by what they do with every packet.")
        {
            old,
            now,
            json,
        };
        command.SetAction(parsed =>
        {
            var differences = Read(parsed.GetRequiredValue(old))
                .Zip(Read(parsed.GetRequiredValue(now)), FilterComparison.Compare)
                .SelectMany(difference => difference)
                .ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                DifferenceReport.WriteJson(differences, output);
            }
            else
            {
                DifferenceReport.Write(differences, output);
            }
            return differences.Count > 0 ? ExitCodes.DoesNotHold : ExitCodes.Holds;
        });
        return command;
    }

    private static IEnumerable<PacketFilter> Read(string argument) =>
        FilterReader.Read([RulesetFiles.Read(argument).File]);
}
