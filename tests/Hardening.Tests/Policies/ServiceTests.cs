using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class ServiceTests
{
    [Fact]
    public void Portmap_is_111_over_both_transports_and_rpcbind_to_the_wrappers()
    {
        var portmap = Catalogue.Find("portmap")!;

        portmap
            .Endpoints.Select(endpoint => endpoint.ToString())
            .Should()
            .Equal("111/tcp", "111/udp");
        portmap.WrapperNames.Should().Equal("rpcbind", "portmap");
        portmap.RpcProgram.Should().Be(100000);
    }

    [Theory]
    [InlineData("rsync")]
    [InlineData("in.tftpd")]
    [InlineData("rpc_mount-d2")]
    [InlineData("3proxy")]
    public void A_plain_name_is_accepted(string name) =>
        ServiceName.Problem(name).Should().BeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a:b")]
    [InlineData("a@b")]
    [InlineData("a;b")]
    [InlineData("$(a)")]
    [InlineData("a\n")]
    [InlineData("ä")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("All")]
    [InlineData("except")]
    public void A_name_that_says_more_than_a_name_is_never_made(string name)
    {
        var asService = () => new Service(name, [new(Transport.Tcp, 1)]);
        var asWrapper = () => new Service("a", [new(Transport.Tcp, 1)], [name]);

        asService.Should().Throw<ArgumentException>();
        asWrapper.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        ServiceName.Problem(new string('a', 64)).Should().BeEmpty();
        ServiceName.Problem(new string('a', 65)).Should().EndWith("expected 1 to 64 characters");
    }

    [Fact]
    public void A_service_listens_somewhere()
    {
        var making = () => new Service("a", []);
        making.Should().Throw<ArgumentException>().WithMessage("The service a listens nowhere.*");
    }

    [Fact]
    public void Port_0_is_never_made()
    {
        var making = () => new Endpoint(Transport.Udp, 0);
        making.Should().Throw<ArgumentOutOfRangeException>();
    }
}
