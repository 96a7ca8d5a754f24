using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using HardeningLab.Matrices;
using Policy = Hardening.Policies.Policy;

namespace Integration.Architecture;

/// <summary>The arrows of the house run one way: a folder knows itself and the folders before it, no other.</summary>
public sealed class ArrowsTests
{
    /// <summary>In the order in which the data goes; the two roots hold the words that every folder shares.</summary>
    private static readonly string[] Folders =
    [
        "Hardening",
        "Hardening.Addresses",
        "Hardening.Policies",
        "Hardening.Rulesets",
        "Hardening.Protections",
        "Hardening.Analysis",
        "Hardening.Hosts",
        "Hardening.Changes",
        "HardeningLab",
        "HardeningLab.Topologies",
        "HardeningLab.Rpc",
        "HardeningLab.Kernel",
        "HardeningLab.Netlink",
        "HardeningLab.Taps",
        "HardeningLab.Probes",
        "HardeningLab.Engines",
        "HardeningLab.Matrices",
        "HardeningLab.Reports",
    ];

    /// <summary>Records without behaviour that any folder may hand on.</summary>
    private static readonly string[] SharedWords =
    [
        "Hardening.Analysis.Finding",
        "Hardening.Analysis.Severity",
    ];

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader()
        .LoadAssemblies(typeof(Policy).Assembly, typeof(Cell).Assembly)
        .Build();

    private static IEnumerable<(IType From, IType To)> Arrows =>
        from type in House.Types
        where IsOurs(type)
        from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()
        where IsOurs(target) && !SharedWords.Contains(target.FullName)
        select (type, target);

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        House
            .Types.Where(IsOurs)
            .Select(type => Folder(type.Namespace.FullName))
            .Distinct()
            .Should()
            .BeSubsetOf(Folders);
    }

    [Fact]
    public void No_folder_depends_on_a_later_one()
    {
        Arrows
            .Where(arrow => Place(arrow.From) < Place(arrow.To))
            .Select(arrow => $"{arrow.From.FullName} -> {arrow.To.FullName}")
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void No_namespace_lies_on_a_circle()
    {
        var spaces = Arrows
            .Select(arrow => (From: arrow.From.Namespace.FullName, To: arrow.To.Namespace.FullName))
            .Where(arrow => arrow.From != arrow.To)
            .ToLookup(arrow => arrow.From, arrow => arrow.To);

        Arrows
            .Where(arrow => arrow.From.Namespace.FullName != arrow.To.Namespace.FullName)
            .Where(arrow =>
                Reachable(spaces, arrow.To.Namespace.FullName)
                    .Contains(arrow.From.Namespace.FullName)
            )
            .Select(arrow => $"{arrow.From.FullName} -> {arrow.To.FullName}")
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void The_order_would_notice_an_arrow_that_runs_back()
    {
        Place("Hardening.Rulesets.Iptables").Should().BeLessThan(Place("Hardening.Protections"));
        Place("Hardening.Changes").Should().BeLessThan(Place("HardeningLab"));
        Arrows
            .Should()
            .Contain(arrow => Place(arrow.From) > Place(arrow.To), "the house was loaded");
    }

    private static HashSet<string> Reachable(ILookup<string, string> arrows, string from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(arrows[from]);
        while (open.TryPop(out var name))
        {
            if (seen.Add(name))
            {
                foreach (var next in arrows[name])
                {
                    open.Push(next);
                }
            }
        }
        return seen;
    }

    // Types that the compiler makes, such as inline arrays, lie in no namespace.
    private static bool IsOurs(IType type) =>
        type.Namespace is { } space
        && Folder(space.FullName).StartsWith("Hardening", StringComparison.Ordinal);

    private static string Folder(string name) => string.Join('.', name.Split('.').Take(2));

    private static int Place(IType type) => Place(type.Namespace.FullName);

    private static int Place(string name) => Array.IndexOf(Folders, Folder(name));
}
