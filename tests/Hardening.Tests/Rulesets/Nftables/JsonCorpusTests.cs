using System.Text.Json.Nodes;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Json;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Reading;

namespace Hardening.Tests.Rulesets.Nftables;

/// <summary>What <c>nft -j</c> prints of the same rulesets.</summary>
public sealed class JsonCorpusTests
{
    private const string Dumps = "nftables/tests/shell";

    /// <summary>What the listing says and JSON does not.</summary>
    private static readonly Dictionary<string, string> LostInJson = new()
    {
        ["0012flowtable_variable_0"] = "the counter of a flow table",
        ["0014addafterdelete_0"] = "the counter of a flow table",
        ["0075tunnel_0"] = "a tunnel's properties are not kept",
        ["0017_map_variable_0"] = "the expression of typeof that a map's values have",
        ["delete_element_catchall"] = "the expression of typeof that a map's values have",
        ["delete_element"] = "the expression of typeof that a map's values have",
        ["nat_addr_port"] = "the expression of typeof that a map's values have",
        ["typeof_maps_add_delete"] = "the expression of typeof that a map's values have",
        ["typeof_maps_concat_update_0"] = "the expression of typeof that a map's values have",
        ["typeof_maps_concat"] = "the expression of typeof that a map's values have",
        ["typeof_maps_update_0"] = "the expression of typeof that a map's values have",
        ["0011reset_0"] = "how many elements there are",
        ["0016element_leak_0"] = "how many elements there are",
        ["0017add_after_flush_0"] = "how many elements there are",
        ["0018set_check_size_1"] = "how many elements there are",
        ["0019set_check_size_0"] = "how many elements there are",
        ["0045concat_ipv4_service"] = "how many elements there are",
        ["0057set_create_fails_0"] = "how many elements there are",
        ["0060set_multistmt_1"] = "how many elements there are",
        ["interval_size"] = "how many elements there are",
    };

    private static readonly Dictionary<string, string> WrittenOtherwise = new()
    {
        ["merge_reject"] = "reject without a kind, which nft -j names for IPv4",
        ["set_lookups"] = "the number of an interface that is not there is a number",
        ["0046netmap_0"] = "a flag netmap, which no listing shows",
        ["0075tunnel_0"] = "a tunnel's properties are not kept",
    };

    [Fact]
    public void What_a_listing_says_is_written_as_the_json_of_the_same_ruleset()
    {
        var faults = new List<string>();
        foreach (var file in Files())
        {
            var listed = Path.ChangeExtension(file, ".nft");
            var written = JsonDocumentWriter.Write(
                DocumentCanonicaliser.Canonical(
                    DocumentReader.Read(listed, File.ReadAllText(listed))
                )
            );
            if (!Items(written).SequenceEqual(Items(JsonNode.Parse(File.ReadAllText(file)))))
            {
                faults.Add(Path.GetFileNameWithoutExtension(file));
            }
        }
        faults.Should().BeEquivalentTo(WrittenOtherwise.Keys);
    }

    /// <summary>What JSON says otherwise.</summary>
    private static readonly string[] JsonListedOtherwise = ["bridge/reject.t:35"];

    [Fact]
    public void Rules_in_json_are_those_of_nft_s_own_tests()
    {
        var style = new PrintStyle(Stateless: true, NumericProtocols: true, ZoneOffset: 7200);
        var (all, faults) = (0, new Dictionary<string, string>());
        foreach (var file in Corpus.Files("nftables/tests/py", "*.t"))
        {
            if (!File.Exists(file + ".json"))
            {
                continue;
            }
            var json = RulesOf(file + ".json");
            foreach (var trial in RuleScript.Of(file).Where(one => !one.IsRefused))
            {
                if (
                    !json.TryGetValue(trial.Rule, out var text)
                    || trial.EvaluateAs is not { } evaluate
                )
                {
                    continue;
                }
                all++;
                string listed;
                try
                {
                    var evaluated = evaluate(JsonDocumentReader.ReadStatements(file, text));
                    listed = DocumentPrinter.Print(
                        new RuleCanonicaliser(trial.Family).Canonical(evaluated),
                        style
                    );
                }
                catch (InputException exception)
                {
                    listed = exception.Message;
                }
                if (RuleCorpusTests.InOrder(listed) != RuleCorpusTests.InOrder(trial.Listed))
                {
                    faults[$"{Corpus.Name("nftables/tests/py", file)}:{trial.Line}"] =
                        $"{trial.Family}: {listed} <> {trial.Listed}";
                }
            }
        }
        all.Should().BeGreaterThan(2000);
        faults.Keys.Should().BeEquivalentTo(JsonListedOtherwise, "{0}", string.Join('\n', faults));
    }

    /// <summary>The rules of a file, each below a comment that says it in text.</summary>
    private static Dictionary<string, string> RulesOf(string file)
    {
        var rules = new Dictionary<string, string>();
        string? rule = null;
        var text = new System.Text.StringBuilder();
        foreach (var line in File.ReadLines(file).Append("# "))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                if (rule is not null && text.Length > 0)
                {
                    rules[rule] = text.ToString();
                    text.Clear();
                }
                rule = line[2..].Trim();
            }
            else
            {
                text.AppendLine(line);
            }
        }
        return rules;
    }

    private static IReadOnlyList<string> Files() =>
        [
            .. Corpus
                .Files(Dumps, "*.json-nft")
                .Where(file => File.Exists(Path.ChangeExtension(file, ".nft"))),
        ];

    /// <summary>The objects by value and in no order: without what says which nft it was.</summary>
    private static IEnumerable<string> Items(JsonNode? root) =>
        root!["nftables"]!.AsArray().Skip(1).Select(ByValue).Order(StringComparer.Ordinal);

    private static string ByValue(JsonNode? node) =>
        node switch
        {
            null => "null",
            JsonObject members => "{"
                + string.Join(
                    ',',
                    members
                        .OrderBy(member => member.Key, StringComparer.Ordinal)
                        .Select(member => $"{member.Key}:{ByValue(member.Value)}")
                )
                + "}",
            JsonArray items => $"[{string.Join(',', items.Select(ByValue))}]",
            _ => node.ToJsonString(),
        };

    [Fact]
    public void Json_is_read_as_what_the_listing_of_the_same_ruleset_says()
    {
        var files = Files();
        var faults = new Dictionary<string, string>();
        foreach (var file in files)
        {
            string printed;
            try
            {
                printed = DocumentPrinter.Print(
                    DocumentCanonicaliser.Canonical(
                        JsonDocumentReader.Read(file, File.ReadAllText(file))
                    )
                );
            }
            catch (InputException exception)
            {
                printed = exception.Message;
            }
            if (printed != File.ReadAllText(Path.ChangeExtension(file, ".nft")))
            {
                faults[Path.GetFileNameWithoutExtension(file)] = printed;
            }
        }
        faults.Keys.Should().BeEquivalentTo(LostInJson.Keys);
        files.Should().HaveCount(413);
    }

    [Fact]
    public void What_a_listing_says_is_canonical_already()
    {
        var files = Corpus.Files(Dumps, "*.nft");
        var changed = files.Where(file =>
            DocumentPrinter.Print(
                DocumentCanonicaliser.Canonical(DocumentReader.Read(file, File.ReadAllText(file)))
            ) != File.ReadAllText(file)
        );
        changed.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{\"nftables\": [", 1, 15, "found what is no JSON here")]
    [InlineData("{\"nftables\": {}}", 1, 1, "found no list \"nftables\"")]
    [InlineData(
        "{\"nftables\": [\n  {\"rule\": {\"family\": \"ip\", \"table\": \"t\", \"chain\": \"c\",\n    \"expr\": [{\"drp\": null}]}}]}",
        3,
        22,
        "found \"drp\", expected a statement of libnftables-json(5)"
    )]
    public void Json_that_is_none_of_nft_is_refused_at_its_place(
        string text,
        int line,
        int column,
        string message
    )
    {
        var read = () => JsonDocumentReader.Read("f", text);
        read.Should().Throw<InputException>().WithMessage($"f:{line}:{column}: *{message}*");
    }

    [Fact]
    public void Nesting_of_any_depth_is_one_clear_error()
    {
        var read = () => JsonDocumentReader.Read("f", "{\"nftables\": " + new string('[', 100_000));
        read.Should().Throw<InputException>();
    }

    [Fact]
    public void Json_is_recognised_by_what_it_holds() =>
        RulesetRecognition
            .Recognise("rules", "\n{\"nftables\": [{\"metainfo\": {}}]}")
            .File.Kind.Should()
            .Be(RulesetKind.Nftables);
}
