using System.Text;
using CsCheck;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Tests.Protections;

[Collection(Libwrap.Collection)]
public sealed class TcpWrappersProtectionTests
{
    // libwrap reads it as INADDR_NONE; no host can have it.
    private static readonly Address Broadcast = Address.Highest(IpFamily.IPv4);

    private static readonly AddressSet Mapped = AddressSet.Of(Prefix.Parse("::ffff:0:0/96"));

    [Fact]
    public void The_block_of_hosts_allow_ends_in_a_line_that_denies()
    {
        var policy = Policy(["192.168.1.0/24", "10.0.0.1", "fd00:1::/64"]);
        TcpWrappersProtection
            .Rulesets(policy)[0]
            .Text.Should()
            .Be(
                """
                # BEGIN HardeningLab
                rpcbind portmap : 10.0.0.1 127.0.0.0/8 192.168.1.0/24 [::1] [fd00:1::]/64
                rpcbind portmap : ALL : deny
                # END HardeningLab

                """
            );
    }

    [Fact]
    public void Hosts_deny_denies_the_rest_again()
    {
        TcpWrappersProtection
            .Rulesets(Policy([]))[1]
            .Text.Should()
            .Be("# BEGIN HardeningLab\nrpcbind portmap : ALL\n# END HardeningLab\n");
    }

    [Fact]
    public void A_service_that_never_asks_the_wrappers_is_left_out()
    {
        var service = new Service("rsync", [new(Transport.Tcp, 873)]);
        TcpWrappersProtection.Covers(service).Should().BeFalse();
        var policy = Policy([]) with { Services = [new(service, [Prefix.Parse("10.0.0.0/8")])] };
        TcpWrappersProtection.HostsAllow(policy).Entries.Should().HaveCount(2);
    }

    [Fact]
    public void No_line_is_longer_than_libwrap_reads()
    {
        var daemons = Enumerable.Range(0, 60).Select(index => $"{new string('d', 58)}{index}");
        var service = new Service("many", [new(Transport.Tcp, 1)], daemons.ToEquatableArray());
        var policy = LargePolicy.Of(1_000);
        policy = policy with { Services = [new(service, policy.Services[0].Allow)] };
        TcpWrappersProtection
            .Rulesets(policy)[0]
            .Text.Split('\n')
            .Should()
            .OnlyContain(line => line.Length <= 2046);
    }

    [Fact]
    public void What_is_printed_is_read_back()
    {
        PolicyGenerator.Policies.Sample(
            policy =>
            {
                var file = TcpWrappersProtection.HostsAllow(policy);
                var text = AccessFilePrinter.Print(file);
                Assert.Equal(
                    text,
                    Encoding.UTF8.GetString(
                        HostsTableReader.Read("f", Encoding.UTF8.GetBytes(text)).ToBytes()
                    )
                );
            },
            iter: 100
        );
    }

    [Fact]
    public void Libwrap_gives_the_policy_s_answer_at_every_edge()
    {
        Assert.SkipUnless(Libwrap.IsHere, "libwrap.so.0 is missing: apt-get install libwrap0");
        PolicyGenerator.Policies.Sample(AssertAnswers, iter: 20, threads: 1);
        AssertAnswers(LargePolicy.Of(1_000));
    }

    [Fact]
    public void Libwrap_denies_whatever_stands_below_the_block()
    {
        Assert.SkipUnless(Libwrap.IsHere, "libwrap.so.0 is missing: apt-get install libwrap0");
        var files = TcpWrappersProtection.Rulesets(Policy(["192.168.1.0/24"]));
        using var libwrap = new Libwrap(files[0].Text + "ALL : ALL\n", "");
        libwrap.Allows("rpcbind", "192.168.1.5").Should().BeTrue();
        libwrap.Allows("portmap", "192.168.2.5").Should().BeFalse();
        libwrap.Allows("sshd", "192.168.2.5").Should().BeTrue();
    }

    [Fact]
    public void Hosts_deny_alone_keeps_everybody_out()
    {
        Assert.SkipUnless(Libwrap.IsHere, "libwrap.so.0 is missing: apt-get install libwrap0");
        using var libwrap = new Libwrap("", TcpWrappersProtection.Rulesets(Policy([]))[1].Text);
        libwrap.Allows("rpcbind", "127.0.0.1").Should().BeFalse();
    }

    private static void AssertAnswers(Policy policy)
    {
        var files = TcpWrappersProtection.Rulesets(policy);
        using var libwrap = new Libwrap(files[0].Text, files[1].Text);
        foreach (var item in policy.Services)
        {
            var edges = Edges.Of(item.Sources, TcpWrappersProtection.Loopback).ToList();
            // Every answer reads the file anew.
            var step = 1 + edges.Count / 200;
            foreach (var address in edges.Where((_, index) => index % step == 0))
            {
                if (address == Broadcast || Mapped.Contains(address))
                {
                    continue;
                }
                var expected = TcpWrappersProtection.Loopback.Contains(address)
                    ? policy.LoopbackAllowed
                    : item.Sources.Contains(address);
                foreach (var daemon in item.Service.WrapperNames)
                {
                    Assert.True(
                        libwrap.Allows(daemon, $"{address}") == expected,
                        $"{daemon} {address} expected {expected}\n{files[0].Text}"
                    );
                }
            }
        }
    }

    private static Policy Policy(string[] allow) =>
        new(
            "wrapped",
            [new(Catalogue.Portmap, [.. allow.Select(Prefix.Parse)])],
            true,
            Otherwise.Drop,
            [ProtectionName.TcpWrappers]
        );
}
