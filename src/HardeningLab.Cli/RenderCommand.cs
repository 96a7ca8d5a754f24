using System.CommandLine;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;

namespace HardeningLab.Cli;

/// <summary><c>hlab render</c>: prints a policy as the ruleset that puts it in force.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var policy = new Argument<string>("POLICY")
        {
            Description = "The policy's file.",
            DefaultValueFactory = _ => DefaultPolicy.Path,
        };
        var to = new Option<string>("--to")
        {
            Description = "What to print it as.",
            Required = true,
        };
        to.AcceptOnlyFromAmong([.. RulesetKindName.All.Select(kind => kind.Text())]);
        var command = new Command("render", "Print a policy as rules that put it in force.")
        {
            policy,
            to,
        };
        command.SetAction(parsed =>
        {
            // The option is required, and one of the names.
            var kind = RulesetKindName.Find(parsed.GetRequiredValue(to))!.Value;
            var read = PolicyReader.ReadFile(parsed.GetRequiredValue(policy));
            parsed.InvocationConfiguration.Output.Write(Protection.Render(read, kind).Text);
            return ExitCodes.Holds;
        });
        return command;
    }
}
