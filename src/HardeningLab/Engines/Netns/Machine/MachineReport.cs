using Hardening;

namespace HardeningLab.Engines.Netns.Machine;

/// <summary>What this machine can and can't do for the embedded lab, and how to mend it.</summary>
/// <param name="Requirements">In the order in which they are best mended.</param>
public sealed record MachineReport(EquatableArray<Requirement> Requirements)
{
    /// <summary>Whether the embedded lab can run.</summary>
    public bool CanRunLab =>
        Requirements.All(requirement => requirement.IsMet || !requirement.IsEssential);

    /// <summary>The essential requirements that are not met.</summary>
    public EquatableArray<Requirement> Missing =>
        Requirements
            .Where(requirement => requirement is { IsMet: false, IsEssential: true })
            .ToEquatableArray();

    /// <summary>
    /// The one command that mends what is missing first; where it installs packages, all that are missing. Null where
    /// nothing is.
    /// </summary>
    public string? Fix
    {
        get
        {
            if (Missing is not [{ Fix: { } first }, ..])
            {
                return null;
            }
            var marker = first.IndexOf(ToolRequirements.InstallCommand, StringComparison.Ordinal);
            if (marker < 0)
            {
                return first;
            }
            var command = first[..(marker + ToolRequirements.InstallCommand.Length)];
            var packages = Missing
                .Where(requirement =>
                    requirement.Fix!.StartsWith(command, StringComparison.Ordinal) // unmet, so it has one
                )
                .Select(requirement => requirement.Fix![command.Length..])
                .Distinct(StringComparer.Ordinal);
            return command + string.Join(' ', packages);
        }
    }

    /// <summary>Reads the machine that this runs on. Takes some 50 ms, as it makes namespaces to be sure.</summary>
    public static MachineReport Read()
    {
        var files = MachineFiles.Here;
        var settings = Read(files);
        if (files.Locate("unshare") is not { } unshare)
        {
            return settings;
        }
        var trial = new NamespaceTrial(unshare, Privileges.Read(files));
        return new MachineReport([.. settings.Requirements, .. Trials(trial, files)]);
    }

    /// <summary>Reads files only; nothing is started.</summary>
    /// <param name="files">The machine.</param>
    public static MachineReport Read(MachineFiles files)
    {
        var privileges = Privileges.Read(files);
        var packages = PackageVersions.Read(files);
        return new MachineReport([
            .. NamespaceRequirements.Read(files, privileges),
            .. ToolRequirements.Read(files, packages, privileges),
            Rpcbind(files),
        ]);
    }

    /// <summary>Refuses to go on where the lab can't run.</summary>
    /// <exception cref="MachineUnfitException">With what is missing and the one command that mends it.</exception>
    public void ThrowIfUnfit()
    {
        if (!CanRunLab)
        {
            throw new MachineUnfitException(this);
        }
    }

    private static Requirement Rpcbind(MachineFiles files) =>
        RpcbindPackages.Find(files) is { } packages
            ? Requirement.Met("rpcbind", packages.Rpcbind)
            : Requirement.Unmet("rpcbind", "not fetched yet", "lab/machine.sh");

    private static IEnumerable<Requirement> Trials(NamespaceTrial trial, MachineFiles files)
    {
        var namespaces = trial.Namespaces();
        yield return namespaces;
        if (!namespaces.IsMet)
        {
            yield break;
        }
        if (files.Locate("nft") is { } nft)
        {
            yield return trial.Lists("nft rules", "nf_tables", true, nft, "list", "ruleset");
        }
        if (files.Locate("iptables") is { } iptables)
        {
            yield return trial.Lists(
                "iptables rules",
                "nf_tables nft_compat",
                true,
                iptables,
                "-S"
            );
        }
        if (files.Locate("iptables-legacy") is { } legacy)
        {
            yield return trial.Lists(
                "iptables-legacy rules",
                "iptable_filter ip6table_filter",
                false,
                legacy,
                "-S"
            );
        }
    }
}
