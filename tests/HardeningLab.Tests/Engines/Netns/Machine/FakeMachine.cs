using HardeningLab.Engines.Netns.Machine;

namespace HardeningLab.Tests.Engines.Netns.Machine;

/// <summary>A folder that stands for a machine where the lab can run; a test takes away what it is about.</summary>
internal sealed class FakeMachine : IDisposable
{
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    internal FakeMachine()
    {
        Root = Directory.CreateTempSubdirectory("hlab-machine-").FullName;
        RunAs(uid: 1000, capabilities: "0000000000000000");
        foreach (var kind in (string[])["user", "mnt", "pid", "net"])
        {
            Write($"/proc/self/ns/{kind}", "");
            Write($"/proc/sys/user/max_{kind}_namespaces", "1000\n");
        }
        foreach (var tool in (string[])["unshare", "setpriv"])
        {
            Write($"/usr/bin/{tool}", "");
        }
        foreach (var tool in (string[])["ip", "iptables", "ip6tables", "iptables-legacy", "nft"])
        {
            Write($"/usr/sbin/{tool}", "");
        }
        Write("/var/lib/dpkg/status", "");
        Write("/packages/usr/sbin/rpcbind", "");
        environment["HLAB_PACKAGES"] = Path.Join(Root, "packages");
    }

    internal string Root { get; }

    internal MachineReport Report =>
        MachineReport.Read(new MachineFiles(Root, name => environment.GetValueOrDefault(name)));

    internal void RunAs(int uid, string capabilities) =>
        Write(
            "/proc/self/status",
            $"Name:\thlab\nUid:\t{uid}\t{uid}\t{uid}\t{uid}\nCapEff:\t{capabilities}\n"
        );

    internal void Write(string path, string text)
    {
        var file = Path.Join(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // a path below the root has a folder
        File.WriteAllText(file, text);
    }

    internal void Remove(string path) => File.Delete(Path.Join(Root, path));

    internal void Set(string variable, string? value)
    {
        environment.Remove(variable);
        if (value is not null)
        {
            environment[variable] = value;
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
