using Hardening.Rulesets.Iptables;

namespace Hardening.Tests.Rulesets.Iptables;

/// <summary>Texts that the tools and other generators wrote.</summary>
public sealed class SaveCorpusTests
{
    [Fact]
    public void Dumps_of_iptables_save_are_printed_back_byte_for_byte()
    {
        var files = Corpus
            .Files("iptables/iptables", "*")
            .Where(path => !path.EndsWith(".xml", StringComparison.Ordinal))
            .Where(path => !path.EndsWith("0010-nft-native.txt", StringComparison.Ordinal))
            .ToList();
        files.Should().HaveCount(9);
        Rules(files).Should().Be(355);
    }

    [Fact]
    public void Rules_of_ufw_are_printed_back_byte_for_byte()
    {
        var files = Corpus.Files("ufw/conf", "*.rules");
        files.Should().HaveCount(6);
        Rules(files).Should().Be(105);
    }

    private static int Rules(IEnumerable<string> files)
    {
        var rules = 0;
        foreach (var path in files)
        {
            var text = File.ReadAllText(path);
            var read = SaveText.Read(path, text);
            SavePrinter.Print(read).Should().Be(text);
            rules += read.Sections.Sum(section => section.Commands.Count());
        }
        return rules;
    }
}
