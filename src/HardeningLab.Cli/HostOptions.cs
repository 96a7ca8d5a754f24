using System.CommandLine;
using Hardening;
using Hardening.Changes;
using Hardening.Hosts;

namespace HardeningLab.Cli;

/// <summary>The hosts that a command names, and how it reaches them.</summary>
internal sealed class HostOptions
{
    private readonly LoginOptions login = new();

    private readonly Option<int> parallel = new("--parallel")
    {
        Description = "How many hosts to work on at once.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Argument<string[]> hosts = new("HOST")
    {
        Description = $"Which hosts: {LoginOptions.Forms}.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Gives a command the argument and the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(hosts);
        login.AddTo(command);
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

    /// <summary>Further hosts, each once, reached in the same way.</summary>
    /// <exception cref="InputException">One of them is no host's name.</exception>
    public OpenHosts OpenAll(ParseResult parsed, IEnumerable<string> names) =>
        new([.. names.Distinct(StringComparer.Ordinal).Select(name => login.Open(parsed, name))]);

    /// <summary>The hosts that were named, each once.</summary>
    /// <exception cref="InputException">One of them is no host's name.</exception>
    private EquatableArray<IHost> Open(ParseResult parsed) =>
        OpenAll(parsed, parsed.GetRequiredValue(hosts)).Hosts;
}
