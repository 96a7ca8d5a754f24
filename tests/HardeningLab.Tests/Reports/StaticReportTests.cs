using System.Text.Json;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Reports;

namespace HardeningLab.Tests.Reports;

public sealed class StaticReportTests
{
    private static readonly RulesetFile Firewall = new(
        RulesetKind.Script,
        "rules.sh",
        "iptables -A INPUT -p tcp --dport 111 -j DROP\n"
    );

    private static readonly RulesetFile Wrappers = new(
        RulesetKind.HostsDeny,
        "hosts.deny",
        "rpcbind : 10.0.0.0/8\n"
    );

    [Fact]
    public void The_documents_fields_are_those_of_its_documentation()
    {
        var documented = JsonFieldTable.Read("docs/json.md", "## `hlab prove --static --json`");
        var written = JsonFieldTable
            .Of(Document(Firewall, Wrappers))
            .Where(field => !field.Key.StartsWith("findings[]", StringComparison.Ordinal));

        written.Select(field => field.Key).Should().BeEquivalentTo(documented.Keys);
        foreach (var (field, kind) in written)
        {
            documented[field].Should().StartWith(kind, field);
        }
    }

    [Fact]
    public void Each_layer_is_named() =>
        Document(Firewall, Wrappers)
            .GetProperty("services")
            .EnumerateArray()
            .Select(service => service.GetProperty("layer").GetString())
            .Distinct()
            .Should()
            .Equal("firewall", "wrappers", "both");

    [Fact]
    public void People_see_the_layers_only_where_there_are_several_to_be_told_apart()
    {
        Text(Firewall).Should().StartWith("differs  portmap 111/tcp over IPv4\n");
        Text(Wrappers).Should().StartWith("differs  portmap 111/tcp over IPv4: the wrappers\n");
        Text(Firewall, Wrappers)
            .Should()
            .Contain("differs  portmap 111/tcp over IPv4: the firewall, then the wrappers\n");
    }

    private static JsonElement Document(params RulesetFile[] files)
    {
        using var output = new StringWriter();
        StaticReport.WriteJson("a test", Prove(files), output);
        return JsonDocument.Parse(output.ToString()).RootElement;
    }

    private static string Text(params RulesetFile[] files)
    {
        using var output = new StringWriter { NewLine = "\n" };
        StaticReport.Write("a test", Prove(files), output, colour: false);
        return output.ToString();
    }

    private static StaticProof Prove(RulesetFile[] files) =>
        StaticProver.Prove(
            PolicyReader.Read(
                "policy: a test\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24]\n",
                "policy.yaml"
            ),
            FilterReader.Read(files),
            WrapperTables.In(files),
            files.Contains(Firewall)
        );
}
