using Renci.SshNet;
using Renci.SshNet.Common;

namespace Hardening.Hosts;

/// <summary>Which keys a server is trusted by, as of ssh(1).</summary>
internal sealed class SshHostKeys(SshAddress address, SshOptions options)
{
    private readonly KnownHosts known = new(
        options.KnownHostsFiles.Where(File.Exists).Select(File.ReadAllText)
    );

    /// <summary>A server shows one of its keys: it should be one that we know, as of ssh(1).</summary>
    internal void Prefer(ConnectionInfo info)
    {
        var types = known.TypesOf(address.KnownAs);
        foreach (var algorithm in info.HostKeyAlgorithms.Keys.ToList())
        {
            var type = algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal)
                ? "ssh-rsa"
                : algorithm;
            if (types.Count > 0 && !types.Contains(type))
            {
                info.HostKeyAlgorithms.Remove(algorithm);
            }
        }
    }

    /// <summary>Why the key is not trusted; null if it is.</summary>
    internal string? Distrust(HostKeyEventArgs shown)
    {
        var files = string.Join(" and ", options.KnownHostsFiles);
        var key = $"its {KnownHosts.TypeOf(shown.HostKey)} key SHA256:{shown.FingerPrintSHA256}";
        switch (known.Ask(address.KnownAs, shown.HostKey))
        {
            case KnownHosts.Answer.Trusted:
                return null;
            case KnownHosts.Answer.Revoked:
                return $"{key} is revoked in {files}: somebody may be pretending to be this host";
            case KnownHosts.Answer.Changed:
                return $"{key} is not the one in {files}: somebody may be pretending to be this host; if its key has changed, remove the old one with: ssh-keygen -R '{address.KnownAs}'";
            default:
                if (!options.AcceptsNew)
                {
                    return $"{key} is not in {files}: compare it with the host's own, and log in once with ssh, or use --accept-new";
                }
                WriteDown(shown.HostKey);
                return null;
        }
    }

    private void WriteDown(byte[] key)
    {
        var file = options.KnownHostsFiles[0];
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!; // a file has one
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }
        var separator = File.Exists(file) && File.ReadAllText(file) is [.., not '\n'] ? "\n" : "";
        File.AppendAllText(file, separator + KnownHosts.LineFor(address.KnownAs, key));
    }
}
