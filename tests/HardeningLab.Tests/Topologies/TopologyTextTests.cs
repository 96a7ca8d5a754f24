using CsCheck;
using Hardening;
using Hardening.Policies;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Topologies;

public sealed class TopologyTextTests
{
    [Fact]
    public void The_printed_topology_of_the_default_policy_is_what_the_tool_builds()
    {
        var topology = TopologyPlan.For(
            PolicyReader.ReadFile(RepositoryFile.PathOf("lab/policies/portmap.yaml"))
        );

        File.ReadAllText(RepositoryFile.PathOf("lab/topologies/portmap.yaml"))
            .Should()
            .Be(
                Printed(topology),
                "./hlab lab up --print >lab/topologies/portmap.yaml prints it anew"
            );
    }

    [Fact]
    public void Every_part_of_a_topology_is_printed()
    {
        var text = Printed(
            TopologyPlan.For(
                PolicyReader.Read(
                    """
                    protect:
                      - service: portmap
                        allow: [192.168.1.0/24, "fd00:1::/64"]
                        except: [192.168.1.13]
                      - service: { name: rsync, tcp: [873], udp: [873, 874], wrappers: [rsyncd] }
                        allow: []
                    """,
                    "p"
                )
            )
        );

        text.Should()
            .Contain(
                """
                  - name: lan1
                    target: ["fd00:1::a"]
                    client: ["fd00:1:0:0:8000::", "fe80::3"]
                    plays: ["fd00:1::/64"]
                """
            )
            .And.Contain(
                """
                  - service: portmap
                    allow: [192.168.1.0/24, "fd00:1::/64"]
                    except: [192.168.1.13]
                    sources:
                      - { from: 192.168.1.0, to: 192.168.1.10, via: lan0, role: first }
                """
            )
            .And.Contain(
                """
                  - service: { name: rsync, tcp: [873], udp: [873, 874], wrappers: [rsyncd] }
                    allow: []
                """
            );
    }

    [Fact]
    public void What_was_printed_reads_back_as_the_same_topology()
    {
        TopologyPropertyTests.Policies.Sample(policy =>
        {
            var topology = TopologyPlan.For(WithoutIdleExceptions(policy));
            return TopologyText.Read(Printed(topology), "t") == topology;
        });
    }

    [Theory]
    [InlineData("name: lan0", "nane: lan0", "t:5:5: name: the key is missing, expected a word")]
    [InlineData("name: wan0", "name: lan0", "t:9:5: name: lan0 is the name of another link")]
    [InlineData(
        "target: [192.168.1.10]",
        "target: [192.168.1.10, 192.168.1.11]",
        "t:5:5: target: found two addresses of one family, expected one"
    )]
    [InlineData(
        "target: [192.168.1.10]",
        "target: 192.168.1.010",
        "t:6:13: target: \"192.168.1.010\" is no IPv4 address: \"010\" has"
    )]
    [InlineData("fe80::2", "fe7f::2", "t:5:5: client: found 0 link-local addresses, expected one")]
    [InlineData("plays: [192.168.1.0/24]", "plays: {}", "t:8:12: plays: found a mapping")]
    [InlineData(
        "via: lan0",
        "via: lan7",
        "t:17:53: via: unknown link \"lan7\": did you mean lan0? Known: lo, lan0, wan0"
    )]
    [InlineData("role: last", "role: latest", "t:18:67: role: unknown role \"latest\"")]
    [InlineData("service: portmap", "service: portmapper", "t:14:14: service: unknown service")]
    [InlineData("services:", "services: none\nx:", "t:13:11: services: found \"none\", expected a")]
    public void A_fault_is_told_with_its_place(string part, string fault, string message)
    {
        var text = File.ReadAllText(RepositoryFile.PathOf("lab/topologies/portmap.yaml"));
        var at = text.IndexOf(part, StringComparison.Ordinal);

        var reading = () =>
            TopologyText.Read(string.Concat(text[..at], fault, text[(at + part.Length)..]), "t");

        reading.Should().Throw<InputException>().Which.Message.Should().Contain(message);
    }

    [Fact]
    public void Something_else_is_no_topology()
    {
        var reading = () => TopologyText.Read("", "t");

        reading
            .Should()
            .Throw<InputException>()
            .WithMessage("t:1:1: found nothing, expected the keys networks and services");
    }

    private static string Printed(Topology topology)
    {
        var output = new StringWriter();
        TopologyText.Write(topology, output);
        return output.ToString();
    }

    /// <summary>A policy's file may except only what it allows; the planner does not mind.</summary>
    private static Policy WithoutIdleExceptions(Policy policy)
    {
        var service = policy.Services.Single();
        var allowed = Hardening.Addresses.AddressSet.Of(service.Allow);
        return policy with
        {
            Services =
            [
                new(
                    service.Service,
                    service.Allow,
                    service.Except.Where(allowed.Contains).ToEquatableArray()
                ),
            ],
        };
    }
}
