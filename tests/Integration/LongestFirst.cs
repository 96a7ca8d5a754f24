using Integration;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Integration;

/// <summary>Classes that take long begin before the others, or all would wait for them at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(Docker.ParityTests),
        nameof(Prove.RandomRulesTests),
        nameof(Launchers.ImagesTests),
        nameof(Apply.SshTests),
        nameof(Lab.DeadServiceTests),
        nameof(Launchers.FreshClone),
        nameof(Compose.ComposeTests),
        nameof(Lab.LargePolicyTests),
        nameof(Apply.ApplyPoliciesTests),
        nameof(Apply.ApplyTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Rank(collection.TestCollectionDisplayName))];

    private static int Rank(string name)
    {
        var rank = Array.FindIndex(Long, name.Contains);
        return rank < 0 ? Long.Length : rank;
    }
}
