using System.CommandLine;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab diff</c>: compares rules by what they do with every packet, not by how they look.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var old = new Argument<string>("OLD")
        {
            Description = "FILE or KIND:FILE; several with commas between.",
        };
        var now = new Argument<string>("NEW") { Description = "The same, of any format." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead." };
        var command = new Command("diff", "Compare two rulesets by what they do with every packet.")
        {
            old,
            now,
            json,
        };
        command.Validators.Add(parsed =>
            UnknownOption.Refuse(
                parsed,
                new[] { parsed.GetValue(old), parsed.GetValue(now) }.OfType<string>()
            )
        );
        command.SetAction(parsed =>
        {
            var sides = Read(parsed.GetRequiredValue(old))
                .Zip(Read(parsed.GetRequiredValue(now)))
                .ToList();
            // Of other packets hosts files say nothing.
            var compared = sides.Exists(side =>
                (side.First.Wrappers ?? side.Second.Wrappers) is not null
            )
                ? $"those that come first to {string.Join(", ", Catalogue.All.Select(service => service.Name))}"
                : null;
            var differences = sides
                .Where(side => compared is null || side.First.Filter.Layer == FilterLayer.Ip)
                .SelectMany(side => FilterComparison.Compare(side.First, side.Second))
                .ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                DifferenceReport.WriteJson(differences, output, compared);
            }
            else
            {
                DifferenceReport.Write(differences, output, compared);
            }
            return differences.Count > 0 ? ExitCodes.DoesNotHold : ExitCodes.Holds;
        });
        return command;
    }

    private static IEnumerable<ComparedSide> Read(string argument)
    {
        List<RulesetFile> files =
        [
            // A name may have commas of its own.
            .. (File.Exists(argument) ? [argument] : argument.Split(',')).Select(name =>
                RulesetFiles.Read(name).File
            ),
        ];
        var wrappers = WrapperTables.In(files);
        return FilterReader
            .ReadWithFrames(files)
            .Select(filter => new ComparedSide(
                filter,
                filter.Layer == FilterLayer.Ip ? wrappers : null
            ));
    }
}
