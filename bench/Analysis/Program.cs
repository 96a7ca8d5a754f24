using System.Diagnostics;
using System.Globalization;
using Bench.Analysis;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Linting;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using Hardening.Rulesets.Ipsets;
using Hardening.Rulesets.Iptables;

// One piece of work a process, so that its time and its memory are its own.
var work = args is [var named] ? named : "";
RulesetFile Save(string text) => new(RulesetKind.Iptables, "rules.v4", text);
IReadOnlyList<PacketFilter> Read(string text) => FilterReader.Read([Save(text)]);

Action run;
switch (work)
{
    // Lines, sections, chains with their rules in order, and the place of every word.
    case "read":
        var million = RandomRules.Realistic(1_000_000, 1);
        run = () => SaveText.Read("rules.v4", million);
        break;
    // The same, and then every rule's options with their arguments.
    case "options":
        var asked = RandomRules.Realistic(1_000_000, 1);
        run = () =>
            _ = SaveText
                .Read("rules.v4", asked)
                .Sections[0]
                .Chains.Sum(chain => chain.Rules.Sum(rule => rule.Options.Count));
        break;
    // A million entries as typed values.
    case "ipset":
        var sets = RandomRules.Ipset(1_000_000, 1);
        run = () => IpsetText.Read("sets", sets);
        break;
    // A rule that asks a set of them.
    case "members":
        var members = RandomRules.Ipset(200_000, 1);
        run = () =>
            Linter.Lint([
                new RulesetFile(RulesetKind.Ipset, "sets", members),
                Save(
                    "*filter\n:INPUT ACCEPT\n-A INPUT -m set --match-set blocked src -j DROP\nCOMMIT\n"
                ),
            ]);
        break;
    case "translate":
        var hundredThousand = RandomRules.FiveTuples(100_000, 1);
        run = () => Read(hundredThousand);
        break;
    case "five-tuples":
        var tuples = RandomRules.FiveTuples(10_000, 1);
        run = () => Linter.Lint([Save(tuples)]);
        break;
    // The same, but packets are left to every rule: nothing is decided early.
    case "five-tuples-left":
        var left = RandomRules.FiveTuples(10_000, 1, leavesPackets: true);
        run = () => Linter.Lint([Save(left)]);
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
    case "diff-left":
        var (oldLeft, nowLeft) = (
            RandomRules.FiveTuples(10_000, 1, leavesPackets: true),
            RandomRules.FiveTuples(10_000, 2, leavesPackets: true)
        );
        run = () =>
            _ = Read(oldLeft)
                .Zip(Read(nowLeft), FilterComparison.Compare)
                .Select(all => all.Count())
                .Sum();
        break;
    // A protection's own output for a hundred thousand addresses, against the policy; --static without reading the policy.
    case "crowd-iptables" or "crowd-nftables" or "crowd-wrappers":
        var policy = PolicyReader.Read(RandomRules.Crowd(100_000), "crowd.yaml");
        var protection = work switch
        {
            "crowd-iptables" => ProtectionName.Iptables,
            "crowd-nftables" => ProtectionName.Nftables,
            _ => ProtectionName.TcpWrappers,
        };
        run = () =>
        {
            var files = Protection.Rulesets(policy, protection);
            StaticProver.Prove(
                policy,
                FilterReader.Read(files),
                WrapperTables.In(files),
                hasFirewall: protection != ProtectionName.TcpWrappers
            );
        };
        break;
    default:
        Console.Error.WriteLine(
            "expected read, options, ipset, members, translate, realistic, five-tuples, five-tuples-left, diff, diff-left, crowd-iptables, crowd-nftables or crowd-wrappers"
        );
        return 2;
}
using var process = Process.GetCurrentProcess();
var before = process.TotalProcessorTime;
var clock = Stopwatch.StartNew();
run();
clock.Stop();
process.Refresh();
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{work}: {clock.Elapsed.TotalSeconds:0.000} s, {(process.TotalProcessorTime - before).TotalSeconds:0.000} s of CPU, {process.PeakWorkingSet64 / 1048576} MiB at most"
    )
);
return 0;
