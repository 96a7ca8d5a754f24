using CsCheck;
using Hardening.Analysis;
using Hardening.Analysis.Linting;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using Hardening.Tests.Policies;
using Hardening.Tests.Protections;

namespace Hardening.Tests.Analysis.Linting;

/// <summary>Nothing above a note is said of rules that are sound.</summary>
public sealed class SoundRulesTests
{
    public static TheoryData<string> Policies =>
        [
            .. Directory
                .EnumerateFiles(RepositoryFile.At("lab/policies"), "*.yaml")
                .Select(path => Path.GetFileName(path)),
        ];

    [Theory]
    [InlineData("iptables/rules.v4")]
    [InlineData("iptables/rules.v6")]
    [InlineData("iptables/rules.v4", "iptables/rules.v6")]
    [InlineData("tcp-wrappers/hosts.allow", "tcp-wrappers/hosts.deny")]
    public void The_examples_are_sound(params string[] names) =>
        ShouldBeSound([
            .. names.Select(name =>
                RulesetFiles.Read(RepositoryFile.At($"lab/examples/{name}")).File
            ),
        ]);

    [Theory]
    [MemberData(nameof(Policies))]
    public void What_the_shipped_policies_make_is_sound(string name)
    {
        var policy = PolicyReader.ReadFile(RepositoryFile.At($"lab/policies/{name}"));

        foreach (var files in Rendered(policy))
        {
            ShouldBeSound(files);
        }
    }

    // Where everybody of a family is let in, what is written to keep the others out is unreachable, and lint says so.
    [Fact]
    public void What_any_policy_makes_is_sound_if_the_host_may_ask_itself_and_somebody_may_not() =>
        PolicyGenerator
            .Policies.Select(ForSomebody)
            .Sample(
                policy =>
                {
                    foreach (var files in Rendered(policy).SkipLast(1))
                    {
                        ShouldBeSound(files);
                    }
                },
                iter: 60
            );

    private static Policy ForSomebody(Policy policy) =>
        policy with
        {
            LoopbackAllowed = true,
            Services =
            [
                .. policy.Services.Select(item => new ProtectedService(
                    OverBoth(item.Service),
                    [.. item.Allow.Where(prefix => prefix.Length > 0)],
                    item.Except
                )),
            ],
        };

    private static Service OverBoth(Service service) =>
        new(
            service.Name,
            [
                .. Enum.GetValues<Transport>()
                    .Select(transport => new Endpoint(transport, service.Endpoints[0].Port)),
            ],
            service.WrapperNames
        );

    private static IEnumerable<IReadOnlyList<RulesetFile>> Rendered(Policy policy) =>
        [
            [.. Protection.Rulesets(policy, ProtectionName.Iptables)],
            [.. Protection.Rulesets(policy, ProtectionName.Nftables)],
            [Protection.Render(policy, RulesetKind.Script)],
            [.. Protection.Rulesets(policy, ProtectionName.TcpWrappers)],
        ];

    private static void ShouldBeSound(IReadOnlyList<RulesetFile> files) =>
        Linter
            .Lint(files)
            .Where(finding => finding.Severity > Severity.Note)
            .Select(finding => $"{finding.Id} {finding.Line}: {finding.Message}")
            .Should()
            .BeEmpty();
}
