namespace HardeningLab.Engines.Netns.Machine;

/// <summary>What the kernel's settings say of namespaces (namespaces(7), user_namespaces(7)).</summary>
internal static class NamespaceRequirements
{
    // The lab is a dozen network namespaces and a handful of the others.
    private static readonly (string Kind, int Least)[] Kinds =
    [
        ("user", 1),
        ("mnt", 4),
        ("pid", 2),
        ("net", 16),
    ];

    internal static IEnumerable<Requirement> Read(MachineFiles files, Privileges privileges)
    {
        foreach (var (kind, least) in Kinds)
        {
            if (kind != "user" || !privileges.MayAdminister)
            {
                yield return Limit(files, privileges, kind, least);
            }
        }
        if (privileges.MayAdminister)
        {
            yield return Requirement.Met("privileges", "root with CAP_SYS_ADMIN");
            yield break;
        }
        // Debian's own switch; absent elsewhere, and on by default since Debian 11.
        yield return Switch(files, privileges, "kernel.unprivileged_userns_clone", "0", "1");
        // Ubuntu 23.10 and later; on by default.
        yield return Switch(
            files,
            privileges,
            "kernel.apparmor_restrict_unprivileged_userns",
            "1",
            "0"
        );
    }

    private static Requirement Limit(
        MachineFiles files,
        Privileges privileges,
        string kind,
        int least
    )
    {
        var name = $"user.max_{kind}_namespaces";
        if (!files.Exists($"/proc/self/ns/{kind}"))
        {
            return Requirement.Unmet(
                name,
                $"this kernel has no {kind} namespaces",
                $"run a kernel that is built with them (CONFIG_{kind.ToUpperInvariant()}_NS)"
            );
        }
        var text = files.Read(SettingPath(name));
        return int.TryParse(text, out var limit) && limit < least
            ? Requirement.Unmet(name, text!, $"{privileges.Sudo}sysctl -w {name}=10000") // parsed, so not null
            : Requirement.Met(name, text ?? "no limit");
    }

    private static Requirement Switch(
        MachineFiles files,
        Privileges privileges,
        string name,
        string closed,
        string open
    )
    {
        var text = files.Read(SettingPath(name));
        return text == closed
            ? Requirement.Unmet(
                name,
                $"{text}: an ordinary user may make no user namespace",
                $"{privileges.Sudo}sysctl -w {name}={open}"
            )
            : Requirement.Met(name, text ?? "not set, so not in the way");
    }

    private static string SettingPath(string name) => $"/proc/sys/{name.Replace('.', '/')}";
}
