using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Netns;

/// <summary>
/// What people miss in a target that only its services were made for: the programs that the machine names in
/// /etc/alternatives, and rpcinfo, which comes with rpcbind, unpacked and not installed.
/// </summary>
internal static class HostTools
{
    /// <summary>On the target's own /run, and first in the PATH of every shell.</summary>
    internal const string Folder = "/run/hlab";

    private const string Alternatives = "/etc/alternatives";

    private static readonly string[] Iptables = ["", "-restore", "-save"];

    /// <summary>Puts them into the target.</summary>
    /// <param name="target">Where.</param>
    /// <param name="isLegacy">Whether iptables means iptables-legacy there.</param>
    internal static void Install(ITargetHost target, bool isLegacy)
    {
        // Read before, as the target has an /etc of its own.
        var links = ReadAlternatives();
        var variant = isLegacy ? "legacy" : "nft";
        foreach (var program in (string[])["iptables", "ip6tables"])
        {
            foreach (var part in Iptables)
            {
                links[program + part] = Tool.Find($"{program}-{variant}{part}");
            }
        }
        target.RunInside(() =>
        {
            Directory.CreateDirectory(Alternatives);
            foreach (var (name, path) in links)
            {
                File.CreateSymbolicLink(Path.Join(Alternatives, name), path);
            }
            Directory.CreateDirectory(Folder);
            if (
                RpcbindPackages.Find() is { } packages
                && Path.Join(packages.Root, "usr/bin/rpcinfo") is var rpcinfo
                && File.Exists(rpcinfo)
            )
            {
                WriteProgram("rpcinfo", rpcinfo, packages.LibraryPath);
            }
        });
    }

    private static Dictionary<string, string> ReadAlternatives() =>
        Directory.Exists(Alternatives)
            ? new DirectoryInfo(Alternatives)
                .EnumerateFileSystemInfos()
                .Where(link => link.LinkTarget is not null && link.Extension != ".gz")
                .ToDictionary(link => link.Name, link => link.LinkTarget!, StringComparer.Ordinal) // looked at the line before
            : [];

    private static void WriteProgram(string name, string program, string libraryPath)
    {
        var file = Path.Join(Folder, name);
        File.WriteAllText(
            file,
            $"""
            #!/bin/sh
            LD_LIBRARY_PATH={Quoted(libraryPath)} exec {Quoted(program)} "$@"

            """
        );
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    private static string Quoted(string text) =>
        $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
