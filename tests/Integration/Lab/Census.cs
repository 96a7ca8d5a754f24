using System.Diagnostics;

namespace Integration.Lab;

/// <summary>Everything that a run could leave behind in a sandbox. Each fact is one line of text.</summary>
internal sealed record Census(
    IReadOnlyList<string> Processes,
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<string> Mounts,
    IReadOnlyList<string> Links,
    IReadOnlyList<string> Sockets,
    IReadOnlyList<string> Files
)
{
    private static readonly TimeSpan ClearingDeadline = TimeSpan.FromSeconds(2);

    private static readonly string[] WritableFolders = ["/tmp", "/run", "/mnt/home", "/dev/shm"];

    internal static Census Of(Sandbox sandbox)
    {
        var first = $"/proc/{sandbox.First}";
        var processes = ProcessesOf(first).ToList();
        return new Census(
            [.. processes.Select(process => process.Name)],
            [.. processes.SelectMany(process => process.Namespaces).Distinct().Order()],
            [.. File.ReadLines($"{first}/mountinfo").Select(WithoutSuperOptions)],
            // Its counters with its name: one packet more would show.
            [.. File.ReadLines($"{first}/net/dev").Skip(2)],
            [.. File.ReadLines($"{first}/net/unix").Skip(1)],
            [.. WritableFolders.SelectMany(folder => FilesBelow(first, folder)).Order()]
        );
    }

    /// <summary>Asserts that a sandbox is as it was, at the latest when the kernel has had time to clear up.</summary>
    internal async Task AssertUnchangedAsync(Sandbox sandbox)
    {
        var started = Stopwatch.GetTimestamp();
        while (!IsSame(Of(sandbox)) && Stopwatch.GetElapsedTime(started) < ClearingDeadline)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        Of(sandbox).Should().BeEquivalentTo(this, facts => facts.WithStrictOrdering());
    }

    private bool IsSame(Census other) =>
        Processes.SequenceEqual(other.Processes)
        && Namespaces.SequenceEqual(other.Namespaces)
        && Mounts.SequenceEqual(other.Mounts)
        && Links.SequenceEqual(other.Links)
        && Sockets.SequenceEqual(other.Sockets)
        && Files.SequenceEqual(other.Files);

    /// <summary>A line of proc_pid_mountinfo(5) without its last field: a file system of the machine's may be remounted by others.</summary>
    private static string WithoutSuperOptions(string mount) => mount[..mount.LastIndexOf(' ')];

    private static IEnumerable<(string Name, List<string> Namespaces)> ProcessesOf(string first)
    {
        foreach (var folder in Directory.EnumerateDirectories($"{first}/root/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
            {
                continue;
            }
            (string, List<string>)? seen = null;
            try
            {
                // State and parent change while a process ends; that it is still there is what counts.
                seen = (
                    $"{id} {File.ReadAllText($"{folder}/comm").Trim()}",
                    [
                        .. Directory
                            .EnumerateFileSystemEntries($"{folder}/ns")
                            .Select(link => new FileInfo(link).LinkTarget ?? "")
                            .Where(target => target.Length > 0),
                    ]
                );
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
            if (seen is { } process)
            {
                yield return process;
            }
        }
    }

    private static IEnumerable<string> FilesBelow(string first, string folder)
    {
        var root = $"{first}/root{folder}";
        return Directory.Exists(root)
            ? Directory
                .EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories)
                .Select(path => path[$"{first}/root".Length..])
            : [];
    }
}
