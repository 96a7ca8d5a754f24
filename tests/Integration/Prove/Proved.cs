using System.Text.Json;
using HardeningLab.Engines;

namespace Integration.Prove;

/// <summary>One run of <c>hlab prove --json</c>: how the process ended, and its document.</summary>
internal sealed record Proved(ExecResult Process, ProofDocument Document)
{
    internal int ExitCode => Process.ExitCode;

    /// <summary>Runs it; the test is skipped where the lab can't run.</summary>
    internal static async Task<Proved> ByAsync(params IEnumerable<string> arguments)
    {
        var missing = await HlabProcess.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        return Read(await HlabProcess.RunAsync([.. arguments.Prepend("prove"), "--json"]));
    }

    /// <summary>Reads the document of a run that printed one.</summary>
    internal static Proved Read(ExecResult process)
    {
        try
        {
            return new Proved(process, ProofDocument.Parse(process.Output));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"no document was printed: {process}", exception);
        }
    }

    /// <summary>Whatever was wrong is in the message; the exit code alone says nothing.</summary>
    internal void ShouldHold()
    {
        Document
            .WrongCells.Select(cell =>
                $"{cell.Name}: expected {cell.Expected}, {cell.Observed}: {cell.Evidence.Summary}"
            )
            .Should()
            .BeEmpty();
        ExitCode.Should().Be(0, Process.ToString());
        Document.Holds.Should().BeTrue();
    }
}
