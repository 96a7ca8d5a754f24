using System.Formats.Tar;
using HardeningLab.Engines.Agents;

namespace HardeningLab.Engines.Docker;

/// <summary>The agent as the engine takes files: a tar archive.</summary>
internal static class AgentArchive
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    /// <param name="file">The agent on this machine.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The archive, at its beginning.</returns>
    internal static async Task<MemoryStream> PackAsync(string file, CancellationToken cancellation)
    {
        var archive = new MemoryStream();
        var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            var content = File.OpenRead(file);
            await using (content.ConfigureAwait(false))
            {
                var entry = new UstarTarEntry(
                    TarEntryType.RegularFile,
                    Path.GetFileName(AgentFiles.Program)
                )
                {
                    DataStream = content,
                    Mode = Executable,
                };
                await writer.WriteEntryAsync(entry, cancellation).ConfigureAwait(false);
            }
        }
        archive.Position = 0;
        return archive;
    }
}
