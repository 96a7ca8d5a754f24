using Hardening.Addresses;

namespace Hardening.Tests.Rulesets.Iptables.Extensions;

/// <summary>One line of iptables' own tests (<c>extensions/*.t</c>) in one of the chains that stand above it.</summary>
/// <param name="Where">File and line.</param>
/// <param name="Family">Whose tool.</param>
/// <param name="Table">The table.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Rule">What is given to the tool.</param>
/// <param name="Saved">What iptables-save then prints; empty for a rule that is refused.</param>
/// <param name="IsAccepted">Whether the tool takes it.</param>
internal sealed record ExtensionTest(
    string Where,
    IpFamily Family,
    string Table,
    string Chain,
    string Rule,
    string Saved,
    bool IsAccepted
)
{
    /// <summary>The tests of a file, each chain by itself; a file of both families twice.</summary>
    public static IEnumerable<ExtensionTest> Read(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var family in FamiliesOf(name))
        {
            var (table, chains) = ("filter", Array.Empty<string>());
            foreach (var (index, line) in File.ReadAllLines(path).Index())
            {
                switch (line)
                {
                    case "" or ['#' or '@' or '%', ..]:
                        break;
                    case [':', .. var names]:
                        table = "filter";
                        chains = names.Split(',');
                        break;
                    case ['*', .. var named]:
                        table = named;
                        break;
                    default:
                        var parts = line.Split(';');
                        foreach (var chain in chains)
                        {
                            yield return new ExtensionTest(
                                $"{name}:{index + 1}",
                                family,
                                table,
                                chain,
                                parts[0].Trim(),
                                parts[1] == "=" ? parts[0].Trim() : parts[1].Trim(),
                                parts[2] == "OK"
                            );
                        }
                        break;
                }
            }
        }
    }

    private static IpFamily[] FamiliesOf(string name) =>
        name.StartsWith("libipt_", StringComparison.Ordinal) ? [IpFamily.IPv4]
        : name.StartsWith("libip6t_", StringComparison.Ordinal) ? [IpFamily.IPv6]
        : [IpFamily.IPv4, IpFamily.IPv6];
}
