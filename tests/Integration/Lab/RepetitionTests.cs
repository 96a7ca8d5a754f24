namespace Integration.Lab;

/// <summary>The same question gets the same answer, however often and by however many it is asked, and nothing stays.</summary>
[Trait("Speed", "Slow")]
public sealed class RepetitionTests
{
    // HLAB_TEST_RUNS asks for more, or fewer.
    private static readonly int Runs = int.TryParse(
        Environment.GetEnvironmentVariable("HLAB_TEST_RUNS"),
        out var runs
    )
        ? runs
        : 20;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(Sandbox.OrdinaryUser, 4)]
    public async Task Runs_in_a_row_answer_alike_and_leave_nothing(uint user, int fewer)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = Census.Of(sandbox);
        var answers = new List<string>();

        for (var run = 0; run < Math.Max(1, Runs / fewer); run++)
        {
            answers.Add(await ProveAsync(sandbox, user));
            await before.AssertUnchangedAsync(sandbox);
        }

        AssertAlike(answers);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Sandbox.OrdinaryUser)]
    public async Task Sixteen_at_once_answer_alike_and_leave_nothing(uint user)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = Census.Of(sandbox);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => ProveAsync(sandbox, user))
        );

        AssertAlike(answers);
        await before.AssertUnchangedAsync(sandbox);
    }

    private static void AssertAlike(IReadOnlyList<string> answers)
    {
        var first = answers[0].Split('\n');
        var others = answers
            .SelectMany(
                (answer, run) => answer.Split('\n').Except(first).Select(line => $"{run}: {line}")
            )
            .ToList();
        others.Should().BeEmpty($"all {answers.Count} runs answer as the first");
        first[0].Should().Be("exit code 0");
    }

    private static async Task<string> ProveAsync(Sandbox sandbox, uint user)
    {
        using var hlab = await sandbox.StartHlabAsync(user, "prove", "--json");
        return $"{Answer.Of(await hlab.EndAsync())}";
    }
}
