using HardeningLab.Kernel;

namespace HardeningLab.Engines.Netns.Machine;

/// <summary>How this user gets into namespaces of his own on this machine.</summary>
/// <param name="Unshare">Path of unshare(1).</param>
/// <param name="NeedsUserNamespace">Whether that takes a user namespace: not for root with CAP_SYS_ADMIN.</param>
public sealed record IsolationPlan(string Unshare, bool NeedsUserNamespace)
{
    /// <summary>Starts the process again in namespaces of its own, unless it stands in them already.</summary>
    /// <param name="arguments">The arguments to start again with.</param>
    public static void StartAgainInside(IEnumerable<string> arguments)
    {
        if (!Isolation.IsInside)
        {
            var plan = Read();
            Isolation.StartAgain(plan.Unshare, plan.NeedsUserNamespace, arguments);
        }
    }

    /// <summary>Looks at little and starts nothing for root; an ordinary user's namespaces are tried, which takes some 5 ms.</summary>
    /// <exception cref="MachineUnfitException">It is not possible here; with the one command that mends it.</exception>
    public static IsolationPlan Read()
    {
        var files = MachineFiles.Here;
        var privileges = Privileges.Read(files);
        var unshare = Tool.Find("unshare");
        var settings = new MachineReport([.. NamespaceRequirements.Read(files, privileges)]);
        settings.ThrowIfUnfit();
        if (!privileges.MayAdminister)
        {
            // Once unshare(1) has taken our place, its failure could not be told from an answer of ours.
            new MachineReport([
                new NamespaceTrial(unshare, privileges).Namespaces(),
            ]).ThrowIfUnfit();
        }
        return new IsolationPlan(unshare, !privileges.MayAdminister);
    }
}
