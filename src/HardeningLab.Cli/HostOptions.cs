using System.CommandLine;
using Hardening;
using Hardening.Changes;
using Hardening.Hosts;
using HardeningLab.Engines.Docker;

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

    private readonly Option<int> parallel = new("--parallel")
    {
        Description = "How many hosts to work on at once.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Argument<string[]> hosts = new("HOST")
    {
        Description = "Which hosts: local, ssh://[user@]host[:port], docker:NAME, lab:[NAME/]HOST.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Gives a command the argument and the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(hosts);
        command.Add(acceptNew);
        command.Add(keys);
        command.Add(knownHosts);
        command.Add(parallel);
        parallel.Validators.Add(parsed =>
        {
            if (!parsed.Implicit && parsed.GetValueOrDefault<int>() < 1)
            {
                parsed.AddError("--parallel takes at least 1");
            }
        });
    }

    /// <summary>Does something with every host, several at once; what came of them, in the order in which they were named.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="work">What to do.</param>
    /// <param name="failed">What to give where a host can't be reached, or can't do it.</param>
    public async IAsyncEnumerable<T> OnEachAsync<T>(
        ParseResult parsed,
        Func<IHost, Task<T>> work,
        Func<IHost, HardeningException, T> failed
    )
    {
        using var places = new SemaphoreSlim(parsed.GetValue(parallel));
        var all = Open(parsed).Select(host => OnOneAsync(host, places, work, failed)).ToList();
        try
        {
            foreach (var one in all)
            {
                yield return await one;
            }
        }
        finally
        {
            await Task.WhenAll(all);
        }
    }

    private static async Task<T> OnOneAsync<T>(
        IHost host,
        SemaphoreSlim places,
        Func<IHost, Task<T>> work,
        Func<IHost, HardeningException, T> failed
    )
    {
        await places.WaitAsync();
        try
        {
            await using (host)
            {
                return await work(host);
            }
        }
        catch (HardeningException failure)
            when (failure is HostUnreachableException or HostFailedException)
        {
            return failed(host, failure);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>The hosts that were named, each once.</summary>
    /// <exception cref="InputException">One of them is no host's name.</exception>
    private IReadOnlyList<IHost> Open(ParseResult parsed)
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
                .Select(name => HostName.Open(name, ssh, ContainerHost.Form, LabHostForm.Form)),
        ];
    }
}
