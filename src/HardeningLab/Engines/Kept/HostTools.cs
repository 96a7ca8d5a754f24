using HardeningLab.Engines.Netns.Machine;

namespace HardeningLab.Engines.Kept;

/// <summary>Programs for people that come with rpcbind, which is unpacked and not installed: put where a host's shell finds them.</summary>
internal static class HostTools
{
    /// <summary>On the target's own /run, and first in the PATH of every shell.</summary>
    internal const string Folder = "/run/hlab";

    private const string Install = """
        mkdir -p "$1" && cat > "$1/rpcinfo" && chmod 755 "$1/rpcinfo"
        """;

    /// <summary>Puts rpcinfo into the target; nothing where the packages lack it.</summary>
    internal static async Task InstallAsync(ILab lab, CancellationToken cancellation)
    {
        if (
            RpcbindPackages.Find() is not { } packages
            || Path.Join(packages.Root, "usr/bin/rpcinfo") is not { } program
            || !File.Exists(program)
        )
        {
            return;
        }
        var installed = await lab.RunAsync(
                ["sh", "-c", Install, "sh", Folder],
                $"""
                #!/bin/sh
                LD_LIBRARY_PATH={Quoted(packages.LibraryPath)} exec {Quoted(program)} "$@"

                """,
                cancellation
            )
            .ConfigureAwait(false);
        if (installed.ExitCode != 0)
        {
            throw new ExecFailedException("putting rpcinfo into the target", installed);
        }
    }

    private static string Quoted(string text) =>
        $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
