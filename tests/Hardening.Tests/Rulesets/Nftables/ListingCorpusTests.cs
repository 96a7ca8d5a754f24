using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Reading;

namespace Hardening.Tests.Rulesets.Nftables;

public sealed class ListingCorpusTests
{
    private const string Dumps = "nftables/tests/shell";

    [Fact]
    public void What_nft_list_ruleset_printed_is_printed_back_byte_for_byte()
    {
        var files = Corpus.Files(Dumps, "*.nft");
        var changed = files.Where(file =>
            DocumentPrinter.Print(DocumentReader.Read(file, File.ReadAllText(file)))
            != File.ReadAllText(file)
        );
        changed.Should().BeEmpty();
        files.Should().HaveCount(427);
    }

    [Theory]
    [InlineData("nftables/files", "*.nft", 18)]
    [InlineData("foomuuri", "golden.txt", 35)]
    [InlineData("aerleon/tests/regression/nftables", "*.ref", 3)]
    public void What_people_and_generators_write_is_read_and_printed_to_a_fixed_point(
        string folder,
        string pattern,
        int count
    )
    {
        var files = Corpus.Files(folder, pattern);
        var read = 0;
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            if (text.Contains("\ninclude ", StringComparison.Ordinal))
            {
                continue;
            }
            var once = DocumentPrinter.Print(DocumentReader.Read(file, text));
            DocumentPrinter.Print(DocumentReader.Read(file, once)).Should().Be(once);
            read++;
        }
        read.Should().BeGreaterThanOrEqualTo(count);
    }
}
