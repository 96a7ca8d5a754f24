using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class PolicyTests
{
    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\u202eb")]
    public void A_name_is_one_printable_line(string name)
    {
        var making = () => new Policy(name, [], true, Otherwise.Drop, []);
        making.Should().Throw<ArgumentException>();
    }

    // An attribute can't hold half of a surrogate pair: the compiler replaces it.
    [Fact]
    public void A_name_is_whole_characters()
    {
        var making = () => new Policy("a\ud800b", [], true, Otherwise.Drop, []);
        making.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Policies_of_the_same_content_are_equal()
    {
        static Policy Make(string except) =>
            new(
                "p",
                [
                    new ProtectedService(
                        Catalogue.Portmap,
                        [Prefix.Parse("10.0.0.0/8")],
                        [Prefix.Parse(except)]
                    ),
                ],
                true,
                Otherwise.Drop,
                [ProtectionName.Nftables]
            );

        Make("10.0.0.1").Should().Be(Make("10.0.0.1"));
        Make("10.0.0.1").GetHashCode().Should().Be(Make("10.0.0.1").GetHashCode());
        Make("10.0.0.1").Should().NotBe(Make("10.0.0.2"));
    }

    [Fact]
    public void The_sources_are_computed_once()
    {
        var service = new ProtectedService(Catalogue.Portmap, [Prefix.Parse("10.0.0.0/8")]);
        service.Sources.Should().BeSameAs(service.Sources);
    }

    [Fact]
    public void A_policy_from_a_file_of_an_unprintable_name_has_a_name_nonetheless() =>
        PolicyReader
            .Read("protect: [{service: portmap, allow: []}]", "a\nb.yaml")
            .Name.Should()
            .Be("policy");
}
