using System.Diagnostics;
using HardeningLab.Engines;
using Integration.Launchers;

namespace Integration;

/// <summary><c>./hlab</c> as a person starts it, from the repository that these tests belong to.</summary>
internal static class HlabProcess
{
    private static readonly Lazy<Task<string?>> Doctor = new(ExamineAsync);
    private static readonly Lazy<string?> Built = new(FindBuilt);

    internal static string Program { get; } = Path.Join(Repository.Root, "hlab");

    /// <summary>Why the lab can't run on this machine; null if it can. For <c>Assert.SkipWhen</c>.</summary>
    internal static Task<string?> MissingAsync() => Doctor.Value;

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="environment">Variables to set; null takes one away.</param>
    internal static async Task<ExecResult> RunAsync(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        using var process = Start(arguments, environment);
        return await EndOfAsync(process);
    }

    /// <summary>
    /// Starts it; the caller owns the process. Once the launcher has done its work, the program is started as the launcher would, a
    /// thousand times and more.
    /// </summary>
    internal static Process Start(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null
    ) =>
        environment is null && Built.Value is { } built
            ? Launched.Start(
                Repository.Root,
                new Dictionary<string, string?>
                {
                    ["HLAB_ROOT"] = Repository.Root,
                    ["HLAB_FLAVOUR"] = "aot",
                    ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin",
                },
                [built, .. arguments]
            )
            : Launched.Start(
                Repository.Root,
                environment ?? EmptyEnvironment,
                [Program, .. arguments]
            );

    /// <summary>The program that the launcher becomes: null where that prepares the machine first, or starts it with a runtime.</summary>
    private static string? FindBuilt()
    {
        if (Environment.GetEnvironmentVariable("HLAB_PACKAGES") is null)
        {
            return null;
        }
        using var launcher = Launched.Start(
            Repository.Root,
            EmptyEnvironment,
            Program,
            "--version"
        );
        launcher.StandardOutput.ReadToEnd();
        launcher.WaitForExit();
        var output = Path.Join(Repository.Root, "artifacts/hlab");
        return
            File.Exists(Path.Join(output, "stamp"))
            && File.ReadAllLines(Path.Join(output, "stamp")) is [_, "aot", _, var folder, ..]
            ? Path.Join(output, folder, "hlab")
            : null;
    }

    /// <summary>Reads all that a process says and waits for its end.</summary>
    internal static async Task<ExecResult> EndOfAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ExecResult(process.ExitCode, await output, await error);
    }

    private static IReadOnlyDictionary<string, string?> EmptyEnvironment { get; } =
        new Dictionary<string, string?>();

    private static async Task<string?> ExamineAsync()
    {
        var examined = await RunAsync(["doctor"]);
        return examined switch
        {
            { ExitCode: 0 } => null,
            // A doctor that says nothing was never asked: a build that fails must not look like a machine that can't.
            { Output.Length: > 0 } =>
                $"hlab doctor: the lab can't run here\n{examined.Output}{examined.Error}",
            _ => throw new InvalidOperationException($"hlab doctor did not run: {examined}"),
        };
    }
}
