using System.CommandLine;
using Hardening;
using Hardening.Hosts;

namespace HardeningLab.Cli;

/// <summary>The hosts that a command names, and how it reaches them.</summary>
internal sealed class HostOptions
{
    private readonly Option<bool> acceptNew = new("--accept-new")
    {
        Description = "Trust hosts whose key nobody knows yet, and write it into known_hosts.",
    };

    private readonly Option<string[]> keys = new("--key")
    {
        Description = "Private keys to log in with; by default those in ~/.ssh.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> knownHosts = new("--known-hosts")
    {
        Description =
            "The file of host keys to trust; by default ~/.ssh/known_hosts and the machine's.",
    };

    private readonly Argument<string[]> hosts = new("HOST")
    {
        Description = "Which hosts: local, ssh://[user@]host[:port].",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Gives a command the argument and the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(hosts);
        command.Add(acceptNew);
        command.Add(keys);
        command.Add(knownHosts);
    }

    /// <summary>Does something with one host after the other; the highest exit code is that of all.</summary>
    public async Task<int> ForEachAsync(ParseResult parsed, Func<IHost, Task<int>> work)
    {
        var result = ExitCodes.Holds;
        foreach (var host in Open(parsed))
        {
            await using (host)
            {
                result = Math.Max(result, await work(host));
            }
        }
        return result;
    }

    /// <summary>The hosts that were named, each once.</summary>
    /// <exception cref="InputException">One of them is no host's name.</exception>
    public IReadOnlyList<IHost> Open(ParseResult parsed)
    {
        var usual = new SshOptions();
        var ssh = usual with
        {
            AcceptsNew = parsed.GetValue(acceptNew),
            KnownHostsFiles = parsed.GetValue(knownHosts) is { } file
                ? [file]
                : usual.KnownHostsFiles,
            KeyFiles = parsed.GetValue(keys) is { Length: > 0 } files
                ? files.ToEquatableArray()
                : usual.KeyFiles,
            // Never an argument: everybody on this machine could read it.
            Passphrase = Environment.GetEnvironmentVariable("HLAB_SSH_PASSPHRASE"),
            Password = Environment.GetEnvironmentVariable("HLAB_SSH_PASSWORD"),
            SudoPassword = Environment.GetEnvironmentVariable("HLAB_SUDO_PASSWORD"),
        };
        return
        [
            .. parsed
                .GetRequiredValue(hosts)
                .Distinct(StringComparer.Ordinal)
                .Select(name => HostName.Open(name, ssh)),
        ];
    }
}
