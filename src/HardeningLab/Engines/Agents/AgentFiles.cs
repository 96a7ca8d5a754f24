namespace HardeningLab.Engines.Agents;

/// <summary>What lies on the volume that a lab's containers share.</summary>
public static class AgentFiles
{
    /// <summary>Where the volume is mounted in every container.</summary>
    public const string Folder = "/hlab";

    /// <summary>The agent's own file on it.</summary>
    public const string Program = Folder + "/hlab-agent";

    /// <summary>The Unix socket on which the target's agent takes calls.</summary>
    internal static string Calls(string folder) => Path.Combine(folder, "calls.sock");

    /// <summary>The Unix socket on which it takes the clients' sockets.</summary>
    internal static string Sockets(string folder) => Path.Combine(folder, "sockets.sock");
}
