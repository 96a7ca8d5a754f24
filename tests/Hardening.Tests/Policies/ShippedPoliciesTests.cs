using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class ShippedPoliciesTests
{
    [Fact]
    public void The_default_policy_opens_portmap_to_the_local_network_and_to_loopback()
    {
        var policy = PolicyReader.ReadFile(RepositoryFile.At("lab/policies/portmap.yaml"));

        policy
            .Should()
            .Be(
                new Policy(
                    "portmap for the local network",
                    [new ProtectedService(Catalogue.Portmap, [Prefix.Parse("192.168.1.0/24")])],
                    LoopbackAllowed: true,
                    Otherwise.Drop,
                    [ProtectionName.TcpWrappers, ProtectionName.Iptables]
                )
            );
    }

    [Fact]
    public void The_storage_policy_protects_two_services_over_both_families()
    {
        var policy = PolicyReader.ReadFile(RepositoryFile.At("lab/policies/storage.yaml"));

        policy.Services.Select(service => service.Service.Name).Should().Equal("portmap", "rsync");
        policy.Services[0].Sources.Contains(Address.Parse("fd00:1::7")).Should().BeTrue();
        policy.Services[0].Sources.Contains(Address.Parse("192.168.1.13")).Should().BeFalse();
        policy.Services[1].Service.Endpoints.Should().Equal(new Endpoint(Transport.Tcp, 873));
        policy.Services[1].Sources.HasAny(IpFamily.IPv6).Should().BeFalse();
    }
}
