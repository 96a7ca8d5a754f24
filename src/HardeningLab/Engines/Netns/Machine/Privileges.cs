using System.Globalization;

namespace HardeningLab.Engines.Netns.Machine;

/// <summary>Who runs this, as <c>/proc/self/status</c> tells (proc_pid_status(5)).</summary>
/// <param name="IsRoot">Whether the effective user is 0.</param>
/// <param name="MayAdminister">Whether CAP_SYS_ADMIN is in force, so that no user namespace is needed.</param>
public readonly record struct Privileges(bool IsRoot, bool MayAdminister)
{
    // linux/capability.h
    private const int SysAdmin = 21;

    /// <summary>What goes before a command that only root can run.</summary>
    internal string Sudo => IsRoot ? "" : "sudo ";

    internal static Privileges Read(MachineFiles files)
    {
        var root = false;
        ulong effective = 0;
        foreach (var line in (files.Read("/proc/self/status") ?? "").Split('\n'))
        {
            var fields = line.Split(':', 2, StringSplitOptions.TrimEntries);
            switch (fields[0])
            {
                case "Uid":
                    // real, effective, saved, file system
                    root = fields[1].Split('\t') is [_, "0", ..];
                    break;
                case "CapEff":
                    _ = ulong.TryParse(
                        fields[1],
                        NumberStyles.HexNumber,
                        CultureInfo.InvariantCulture,
                        out effective
                    );
                    break;
            }
        }
        return new Privileges(root, (effective >> SysAdmin & 1) == 1);
    }
}
