using System.CommandLine;
using Hardening.Changes;
using Hardening.Policies;

namespace HardeningLab.Cli;

/// <summary><c>hlab apply</c>: brings hosts to a policy.</summary>
internal static class ApplyCommand
{
    private static readonly Argument<string> PolicyFile = new("POLICY")
    {
        Description = "The policy's file.",
    };

    private static readonly Option<bool> NoRehearsal = new("--no-rehearsal")
    {
        Description =
            "Do not try the change out in the embedded lab, on the host's own rules, before the host is touched.",
    };

    private static readonly Option<bool> NoPersist = new("--no-persist")
    {
        Description = "Let a restart of the host forget the firewall's rules.",
    };

    private static readonly Option<bool> CutOff = new("--cut-off")
    {
        Description = "Go on even where the policy shuts out the connection of this very command.",
    };

    private static readonly Option<string[]> ProveFrom = new("--prove-from")
    {
        Description =
            "Hosts that ask the portmapper of each changed host; the change stays only if they are answered as the policy says.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> DockerUser = new(HostRulesOptions.DockerUser)
    {
        Description =
            "Guard ports that containers publish too: by Docker's chain DOCKER-USER, or by a chain of our own with nftables.",
    };

    private static readonly ChangeOptions Change = new();

    public static Command Create()
    {
        var command = new Command("apply", "Bring hosts to a policy, without locking anyone out.")
        {
            PolicyFile,
        };
        Change.AddTo(command);
        command.Add(NoRehearsal);
        command.Add(NoPersist);
        command.Add(CutOff);
        command.Add(DockerUser);
        command.Add(ProveFrom);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var askedFrom = parsed.GetValue(ProveFrom) ?? [];
                // A typo shows before any host is touched.
                await Change.OpenAll(parsed, askedFrom).DisposeAsync();
                var file = parsed.GetRequiredValue(PolicyFile);
                var policy = PolicyReader.ReadFile(file) with
                {
                    GuardsPublishedPorts = parsed.GetValue(DockerUser),
                };
                var rehearses = !parsed.GetValue(NoRehearsal);
                return await Change.RunAsync(
                    parsed,
                    async (host, options, token) =>
                    {
                        await using var askers = Change.OpenAll(parsed, askedFrom);
                        return await HostChange.ApplyAsync(
                            policy,
                            host,
                            options with
                            {
                                IsKept = !parsed.GetValue(NoPersist),
                                MayCutOff = parsed.GetValue(CutOff),
                                Rehearsal = rehearses
                                    ? new LabRehearsal(file, policy, host.Name)
                                    : null,
                                ProveFrom = askers.Hosts,
                            },
                            token
                        );
                    },
                    cancellation
                );
            }
        );
        return command;
    }
}
