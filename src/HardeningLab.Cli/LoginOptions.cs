using System.CommandLine;
using Hardening;
using Hardening.Hosts;
using HardeningLab.Engines.Docker;

namespace HardeningLab.Cli;

/// <summary>How a command reaches the hosts that it names.</summary>
internal sealed class LoginOptions
{
    /// <summary>The forms of a host's name, for help.</summary>
    public const string Forms = "local, ssh://[user@]host[:port], docker:NAME, lab:[NAME/]HOST";

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

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(acceptNew);
        command.Add(keys);
        command.Add(knownHosts);
    }

    /// <summary>The host of this name; it is not spoken to yet.</summary>
    /// <exception cref="InputException">It is no host's name.</exception>
    public IHost Open(ParseResult parsed, string name) =>
        HostName.Open(name, Read(parsed), ContainerHost.Form, LabHostForm.Form);

    private SshOptions Read(ParseResult parsed)
    {
        var usual = new SshOptions();
        return usual with
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
            Prompt = SecretPrompt.AskAsync,
        };
    }
}
