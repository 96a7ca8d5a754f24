using System.Diagnostics;

namespace Integration.Launchers;

/// <summary>What came of a program that a test started.</summary>
internal sealed record Launched(int ExitCode, string Output, string Error)
{
    /// <summary>Starts a program, reads all that it says, and waits for its end.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">Variables to set; null takes one away.</param>
    /// <param name="command">The program and its arguments.</param>
    internal static async Task<Launched> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        params string[] command
    )
    {
        using var process = Start(folder, environment, command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Launched(process.ExitCode, await output, await error);
    }

    internal static Process Start(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        params string[] command
    ) => Start(folder, environment, keepsInput: false, command);

    /// <param name="keepsInput">Leaves standard input open, for the caller to write to or to close.</param>
    internal static Process Start(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        bool keepsInput,
        string[] command
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!; // without a shell it starts or throws
        if (!keepsInput)
        {
            process.StandardInput.Close();
        }
        return process;
    }
}
