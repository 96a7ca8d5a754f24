using System.Collections.Immutable;
using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Hardening.Hosts;

namespace Hardening.Changes;

/// <summary>The program <c>host.sh</c> on a host: what it is told, and what it says.</summary>
internal sealed class HostProgram(IHost host)
{
    private const int Moved = 76;
    private const int Late = 77;
    private const int Refused = 78;

    private static readonly string Script = EmbeddedScript.Read("host.sh");

    internal async Task<Snapshot> SnapshotAsync(CancellationToken cancellation)
    {
        var ended = await RunAsync(default, cancellation, "snapshot").ConfigureAwait(false);
        return ended.ExitCode == 0
            ? Snapshot.Read(ReadArchive(ended.Output))
            : throw new HostFailedException(host.Name, "looking at it", ended);
    }

    internal async Task<ReadOnlyMemory<byte>> RulesAsync(CancellationToken cancellation)
    {
        var ended = await RunAsync(default, cancellation, "rules").ConfigureAwait(false);
        return ended.ExitCode == 0
            ? ended.Output
            : throw new HostFailedException(host.Name, "reading its rules", ended);
    }

    internal async Task<Reach> ReachAsync(CancellationToken cancellation)
    {
        var ended = await RunAsync(default, cancellation, "reach").ConfigureAwait(false);
        return ended.ExitCode == 0
            ? Reach.Read(Encoding.UTF8.GetString(ended.Output.Span))
            : throw new HostFailedException(host.Name, "reading its addresses", ended);
    }

    /// <summary>Arms the switch and makes the change. Afterwards it waits for its confirmation, or nothing has changed.</summary>
    /// <param name="id">The change's name, letters and digits.</param>
    /// <param name="patience">After how long the switch takes everything back.</param>
    /// <param name="isKept">Whether it is to survive a restart of the host, where the host can do that.</param>
    /// <param name="digest">That of the snapshot that the change was planned by.</param>
    /// <param name="texts">What each part is to be.</param>
    /// <param name="cancellation">Stops waiting; the switch stands.</param>
    internal async Task<Outcome> ApplyAsync(
        string id,
        TimeSpan patience,
        bool isKept,
        string digest,
        IReadOnlyDictionary<PartName, string> texts,
        CancellationToken cancellation
    )
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Write(writer, "host.sh", Script);
            Write(writer, "digest", digest);
            foreach (var (part, text) in texts)
            {
                Write(writer, $"after/{part.Text()}", text);
            }
        }
        var ended = await RunAsync(
                archive.ToArray(),
                cancellation,
                "apply",
                id,
                ((int)Math.Ceiling(patience.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
                isKept ? "yes" : "no"
            )
            .ConfigureAwait(false);
        return ended.ExitCode switch
        {
            0 => new Outcome.Applied(),
            Moved => new Outcome.HostMoved(),
            Refused => new Outcome.TakenBack(ended.Error.Trim()),
            _ => throw new HostFailedException(host.Name, "changing it", ended),
        };
    }

    /// <summary>Disarms the switch: what was changed stays.</summary>
    /// <param name="id">The change; null for whichever waits.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Whether it came in time.</returns>
    internal async Task<bool> ConfirmAsync(string? id, CancellationToken cancellation)
    {
        var ended = await RunAsync(default, cancellation, "confirm", id ?? string.Empty)
            .ConfigureAwait(false);
        return ended.ExitCode switch
        {
            0 => true,
            Late => false,
            _ => throw new HostFailedException(host.Name, "confirming the change", ended),
        };
    }

    /// <summary>Removes what the host remembers of us, where nothing of ours is in force any more.</summary>
    internal async Task ForgetAsync(CancellationToken cancellation)
    {
        var ended = await RunAsync(default, cancellation, "forget").ConfigureAwait(false);
        if (ended.ExitCode != 0)
        {
            throw new HostFailedException(host.Name, "removing what it remembers", ended);
        }
    }

    /// <summary>Takes a change back that waits for its confirmation, at once.</summary>
    internal async Task TakeBackAsync(string id, CancellationToken cancellation)
    {
        var ended = await RunAsync(default, cancellation, "back", id).ConfigureAwait(false);
        if (ended.ExitCode != 0)
        {
            throw new HostFailedException(host.Name, "taking the change back", ended);
        }
    }

    private Task<CommandResult> RunAsync(
        ReadOnlyMemory<byte> input,
        CancellationToken cancellation,
        params string[] words
    ) => host.RunAsync(["sh", "-c", Script, "hardeninglab", .. words], input, cancellation);

    private static void Write(TarWriter archive, string name, string text) =>
        archive.WriteEntry(
            new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );

    /// <summary>Every file by its path, as text. Comments of other people's are in any encoding, and are none of ours.</summary>
    internal static ImmutableDictionary<string, string> ReadArchive(ReadOnlyMemory<byte> bytes)
    {
        var files = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        using var reader = new TarReader(new MemoryStream(bytes.ToArray()));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            {
                continue;
            }
            using var text = new StreamReader(entry.DataStream ?? Stream.Null, Encoding.UTF8);
            files[entry.Name.TrimStart('.').TrimStart('/')] = text.ReadToEnd();
        }
        return files.ToImmutable();
    }

    /// <summary>What came of a change.</summary>
    internal abstract record Outcome
    {
        private Outcome() { }

        /// <summary>It is in force, and waits for its confirmation.</summary>
        internal sealed record Applied : Outcome;

        /// <summary>Nothing was done: the host is not as it was when the change was planned.</summary>
        internal sealed record HostMoved : Outcome;

        /// <summary>A tool refused something, and the host is as before.</summary>
        internal sealed record TakenBack(string Why) : Outcome;
    }
}
