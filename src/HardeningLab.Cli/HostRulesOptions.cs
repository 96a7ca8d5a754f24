using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using Hardening.Changes;

namespace HardeningLab.Cli;

/// <summary>
/// The options that say whose rules to prove. They are read before this process enters namespaces of its own, where no host
/// can be reached: the process that does gets them on its standard input.
/// </summary>
internal sealed class HostRulesOptions
{
    /// <summary>The option that guards published ports too.</summary>
    public const string DockerUser = "--docker-user";

    private const string OnInput = "HLAB_HOST_RULES_ON_STDIN";

    private readonly LoginOptions login = new();

    private readonly Option<string?> rulesOf = new("--rules-of")
    {
        Description = $"Prove the rules that this host has now: {LoginOptions.Forms}.",
    };

    private readonly Option<bool> rehearse = new("--rehearse")
    {
        Description = "With --rules-of: apply the policy on top of them, in the lab alone.",
    };

    private readonly Option<bool> dockerUser = new(DockerUser)
    {
        Description = "With --rehearse: as of apply.",
    };

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(rulesOf);
        command.Add(rehearse);
        command.Add(dockerUser);
        login.AddTo(command);
        command.Validators.Add(Validate);
    }

    public bool IsRehearsal(ParseResult parsed) => parsed.GetValue(rehearse);

    public bool GuardsPublishedPorts(ParseResult parsed) => parsed.GetValue(dockerUser);

    public bool IsGiven(CommandResult parsed) => parsed.GetResult(rulesOf) is not null;

    /// <summary>Whether this process was started with a host's rules on its standard input.</summary>
    public static bool AreOnInput => Environment.GetEnvironmentVariable(OnInput) is not null;

    /// <summary>The rules of the host that was named.</summary>
    public async Task<HostRules> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var name = parsed.GetValue(rulesOf)!; // asked for by callers that looked
        if (AreOnInput)
        {
            using var archive = new MemoryStream();
            var input = Console.OpenStandardInput();
            await using (input)
            {
                await input.CopyToAsync(archive, cancellation);
            }
            return HostRules.Read(archive.ToArray(), name);
        }
        var host = login.Open(parsed, name);
        await using (host)
        {
            return await HostChange.RulesAsync(host, cancellation);
        }
    }

    /// <summary>Starts this program with a host's rules on its standard input; the caller owns the process.</summary>
    public static Process Start(IEnumerable<string> arguments, HostRules rules, bool withOutput)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) // this program has a file
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = withOutput,
            RedirectStandardError = withOutput,
            UseShellExecute = false,
        };
        start.Environment[OnInput] = "1";
        var process =
            Process.Start(start)
            ?? throw new UnreachableException("Process.Start without a shell gives a process");
        try
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(rules.Archive.Span);
        }
        catch (IOException)
        {
            // It ended before it read them; how, its exit code tells.
        }
        return process;
    }

    private void Validate(CommandResult parsed)
    {
        if (parsed.GetValue(rehearse) && parsed.GetValue(rulesOf) is null)
        {
            parsed.AddError("--rehearse takes --rules-of: whose rules to apply the policy on");
        }
        if (parsed.GetValue(dockerUser) && !parsed.GetValue(rehearse))
        {
            parsed.AddError($"{DockerUser} takes --rehearse: without it nothing is applied");
        }
    }
}
