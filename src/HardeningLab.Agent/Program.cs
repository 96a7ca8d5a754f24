using Hardening;
using HardeningLab.Engines.Agents;

// Runs in the containers of a lab; hlab starts it there, nobody else does.
try
{
    switch (args)
    {
        case ["client", var network]:
            ClientAgent.Run(AgentFiles.Folder, network);
            return 0;
        case ["target"]:
            await TargetAgent.RunAsync(AgentFiles.Folder, CancellationToken.None);
            return 0;
        case ["connect"]:
            await Relay.RunAsync(
                AgentFiles.Folder,
                Console.OpenStandardInput(),
                Console.OpenStandardOutput(),
                CancellationToken.None
            );
            return 0;
        default:
            await Console.Error.WriteLineAsync(
                "hlab-agent: expected `target`, `client NETWORK` or `connect`; hlab starts it in the containers of a lab"
            );
            return 2;
    }
}
catch (HardeningException failure)
{
    await Console.Error.WriteLineAsync($"hlab-agent: {failure.Message}");
    return 3;
}
