using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class PolicyDocumentationTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.At("docs/policy.md"));

    [Fact]
    public void The_example_is_the_policy_that_is_shipped()
    {
        var example = Page.Split("```yaml\n")[1].Split("```")[0];

        PolicyReader
            .Read(example, "example")
            .Should()
            .Be(PolicyReader.ReadFile(RepositoryFile.At("lab/policies/storage.yaml")));
    }

    [Fact]
    public void The_errors_are_those_that_the_reader_tells()
    {
        const string wrong = """
            policy: the LAN
            protect:
              - service: portmap
                allow: [10.0.0.1/8]
                exept: []
            """;
        var reading = () => PolicyReader.Read(wrong, "lan.yaml");

        var errors = reading.Should().Throw<InputException>().Which.Message.Split('\n');
        Page.Should().Contain(string.Join('\n', errors.Select(error => $"    {error}")));
    }

    [Fact]
    public void Every_protection_is_named() =>
        ProtectionNames.All.Should().OnlyContain(name => Page.Contains($"`{name.Text()}`"));
}
