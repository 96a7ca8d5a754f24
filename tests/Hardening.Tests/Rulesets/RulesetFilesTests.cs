using Hardening.Rulesets;

namespace Hardening.Tests.Rulesets;

public sealed class RulesetFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rulesets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_kind_before_the_colon_overrules_name_and_content()
    {
        var path = Write("rules.v4", "*filter\nCOMMIT\n");
        RulesetFiles
            .Read($"ip6tables:{path}")
            .Should()
            .Be(
                new RecognisedRuleset(
                    new RulesetFile(RulesetKind.Ip6tables, path, "*filter\nCOMMIT\n")
                )
            );
        RulesetFiles.Read(path).File.Kind.Should().Be(RulesetKind.Iptables);
    }

    [Fact]
    public void A_file_that_can_t_be_read_as_text_is_refused()
    {
        var binary = Write("a.nft", "table\nx\0y");
        Read(binary)
            .Should()
            .Throw<InputException>()
            .WithMessage($"{binary}:2:1: found a NUL byte*");
        Read($"{folder}/none")
            .Should()
            .Throw<InputException>()
            .WithMessage("*there is no such file");
        Read(folder).Should().Throw<InputException>().WithMessage("*this is a directory*");
        Read("nftables:").Should().Throw<InputException>();
        Read("/dev/zero").Should().Throw<InputException>().WithMessage("*more than 200 MB*");
    }

    private static Action Read(string argument) => () => RulesetFiles.Read(argument);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
