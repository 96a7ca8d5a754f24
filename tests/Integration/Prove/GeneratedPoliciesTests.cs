namespace Integration.Prove;

/// <summary>Policies that nobody thought of hold.</summary>
public sealed class GeneratedPoliciesTests
{
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Protections_do_what_the_policy_says(int seed)
    {
        var policy = GeneratedPolicies.Of(seed);

        policy.ShouldBeShownBy(await policy.ProveAsync(), policy.With);
    }
}
