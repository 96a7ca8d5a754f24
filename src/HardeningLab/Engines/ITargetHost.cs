using System.Diagnostics;

namespace HardeningLab.Engines;

/// <summary>The host under test, seen from a process that may act on it.</summary>
internal interface ITargetHost : IAsyncDisposable
{
    /// <summary>Writes a file below the target's own /etc.</summary>
    void WriteConfiguration(string name, string text);

    /// <summary>Starts a command in the target; the caller owns the process.</summary>
    /// <param name="command">The program's name or path, and its arguments.</param>
    /// <param name="environment">What it finds in its environment besides PATH and LC_ALL.</param>
    Process Start(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null
    );

    /// <summary>Runs a piece of work where the target's files are, on the thread that starts its processes.</summary>
    void RunInside(Action piece);
}
