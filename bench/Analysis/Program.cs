using System.Diagnostics;
using System.Globalization;
using Bench.Analysis;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Linting;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

// One piece of work a process, so that its time and its memory are its own.
var work = args is [var named] ? named : "";
RulesetFile Save(string text) => new(RulesetKind.Iptables, "rules.v4", text);
IReadOnlyList<PacketFilter> Read(string text) => FilterReader.Read([Save(text)]);

Action run;
switch (work)
{
    case "read":
        var million = RandomRules.FiveTuples(100_000, 1);
        run = () => Read(million);
        break;
    case "five-tuples":
        var tuples = RandomRules.FiveTuples(10_000, 1);
        run = () => Linter.Lint([Save(tuples)]);
        break;
    case "realistic":
        var realistic = RandomRules.Realistic(5000, 1);
        run = () => Linter.Lint([Save(realistic)]);
        break;
    case "diff":
        var (old, now) = (RandomRules.FiveTuples(10_000, 1), RandomRules.FiveTuples(10_000, 2));
        run = () =>
            _ = Read(old).Zip(Read(now), FilterComparison.Compare).Select(all => all.Count()).Sum();
        break;
    default:
        Console.Error.WriteLine("expected read, five-tuples, realistic or diff");
        return 2;
}
var clock = Stopwatch.StartNew();
run();
clock.Stop();
using var process = Process.GetCurrentProcess();
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{work}: {clock.Elapsed.TotalSeconds:0.000} s, {process.PeakWorkingSet64 / 1048576} MiB at most"
    )
);
return 0;
