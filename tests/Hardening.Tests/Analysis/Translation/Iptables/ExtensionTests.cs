using Hardening.Addresses;
using Hardening.Tests.Policies;

namespace Hardening.Tests.Analysis.Translation.Iptables;

/// <summary>The forms of every extension that iptables' own tests accept.</summary>
public sealed class ExtensionTests
{
    private static readonly string[] OtherTools = ["libebt_", "libarpt_"];

    [Fact]
    public void Every_form_that_iptables_takes_is_translated()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "the corpus is not beside the repository");
        var (translated, refused) = (0, new List<string>());
        foreach (var (family, table, chain, rule) in Forms())
        {
            try
            {
                TranslatedRule.Of(rule, table, chain, family);
                translated++;
            }
            catch (InputException fault)
            {
                refused.Add($"{family} {table} {rule}: {fault.Message}");
            }
        }

        refused.Should().BeEmpty();
        translated.Should().Be(766);
    }

    private static string Folder { get; } =
        RepositoryFile.At("../shared/corpus/iptables/extensions");

    private static IEnumerable<(IpFamily Family, string Table, string Chain, string Rule)> Forms()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.t").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (OtherTools.Any(other => name.StartsWith(other, StringComparison.Ordinal)))
            {
                continue;
            }
            var (table, chain) = ("filter", "INPUT");
            foreach (var line in File.ReadLines(file))
            {
                switch (line)
                {
                    case [':', ..]:
                        (table, chain) = ("filter", line[1..].Split(',')[0]);
                        break;
                    case ['*', ..]:
                        table = line[1..];
                        break;
                    case [not ('#' or '@' or '%'), ..]
                        when line.Split(';') is [var rule, _, "OK", ..]:
                        var isIpv6 = name.StartsWith("libip6t_", StringComparison.Ordinal);
                        yield return (isIpv6 ? IpFamily.IPv6 : IpFamily.IPv4, table, chain, rule);
                        break;
                }
            }
        }
    }
}
