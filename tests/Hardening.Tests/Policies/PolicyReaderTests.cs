using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class PolicyReaderTests
{
    private static Policy Read(string text) => PolicyReader.Read(text, "p.yaml");

    [Fact]
    public void What_a_policy_leaves_out_has_a_default()
    {
        var policy = Read("protect: [{service: portmap, allow: 10.0.0.0/8}]");

        policy.Name.Should().Be("p");
        policy.LoopbackAllowed.Should().BeTrue();
        policy.Otherwise.Should().Be(Otherwise.Drop);
        policy.With.Should().Equal(ProtectionName.TcpWrappers, ProtectionName.Iptables);
        policy.Services.Single().Except.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(", listen: []", new string[0])]
    [InlineData(", listen: [10.0.0.1, \"fd00::1\", 10.0.0.1]", "10.0.0.1", "fd00::1")]
    public void Portmap_listens_where_the_policy_says(string key, params string[]? addresses)
    {
        var listen = Read($"protect: [{{service: portmap, allow: any{key}}}]").Services[0].Listen;

        listen?.Select(address => address.ToString()).Should().Equal(addresses);
        listen.HasValue.Should().Be(key.Length > 0);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var policy = Read(
            """
            policy: "a: name"
            protect:
              - service: {name: rsync, tcp: [873, 874], udp: 873, wrappers: [rsyncd]}
                allow: any
                except: ["fd00:1::/64", 10.1.2.3]
            loopback: deny
            otherwise: reject
            with: nftables
            """
        );

        policy
            .Should()
            .Be(
                new Policy(
                    "a: name",
                    [
                        new ProtectedService(
                            new Service(
                                "rsync",
                                [
                                    new(Transport.Tcp, 873),
                                    new(Transport.Tcp, 874),
                                    new(Transport.Udp, 873),
                                ],
                                ["rsyncd"]
                            ),
                            [Prefix.Any(IpFamily.IPv4), Prefix.Any(IpFamily.IPv6)],
                            [Prefix.Parse("fd00:1::/64"), Prefix.Parse("10.1.2.3")]
                        ),
                    ],
                    LoopbackAllowed: false,
                    Otherwise.Reject,
                    [ProtectionName.Nftables]
                )
            );
    }

    [Fact]
    public void An_empty_allow_list_is_nobody() =>
        Read("protect: [{service: portmap, allow: []}]")
            .Services.Single()
            .Sources.IsEmpty.Should()
            .BeTrue();

    [Fact]
    public void Sources_are_what_is_allowed_without_the_exceptions()
    {
        var policy = Read(
            "protect: [{service: portmap, allow: [10.0.0.0/31, 10.0.0.0/30, 10.0.0.0/31], except: [10.0.0.1]}]"
        );

        policy.Services.Single().Sources.ToString().Should().Be("10.0.0.0, 10.0.0.2/31");
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_accepted() =>
        Read("\ufeffpolicy: p\r\nprotect:\r\n- service: portmap\r\n  allow: []\r\n")
            .Name.Should()
            .Be("p");
}
