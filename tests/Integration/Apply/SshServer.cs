using System.Text;
using HardeningLab.Engines;
using Integration.Docker;
using Integration.Launchers;

namespace Integration.Apply;

/// <summary>A container with a real sshd, and what a controller needs to log in to it.</summary>
public sealed class SshServer : IAsyncLifetime
{
    private const string Image = "hardeninglab/target:12";

    private const string Start = """
        ssh-keygen -qA
        ssh-keygen -q -t ed25519 -N '' -f /tmp/key
        install -d -m 700 /root/.ssh
        cp /tmp/key.pub /root/.ssh/authorized_keys
        exec /usr/sbin/sshd -D -e
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("hlab-ssh-").FullName;
    private string[] enter = [];

    /// <summary>As <c>hlab apply</c> takes it.</summary>
    internal string Url { get; private set; } = string.Empty;

    /// <summary>Its number; empty where there is none.</summary>
    internal string Container { get; private set; } = string.Empty;

    /// <summary>Names the server's key.</summary>
    internal string KnownHosts => Path.Join(folder, "known_hosts");

    internal string File(string name) => Path.Join(folder, name);

    public async ValueTask InitializeAsync()
    {
        if (!DockerHere.IsUsable)
        {
            return;
        }
        enter = await EnterEngineAsync();
        if (enter.Length == 0)
        {
            return;
        }
        Container = (
            await DockerAsync(
                "run",
                "-d",
                "--cap-add=NET_ADMIN",
                "--label=hardeninglab=1",
                Image,
                "sh",
                "-c",
                Start
            )
        ).Trim();
        var address = await DockerAsync(
            "inspect",
            "-f",
            "{{.NetworkSettings.IPAddress}}",
            Container
        );
        Url = $"ssh://root@{address.Trim()}";
        string key;
        do
        {
            key = (await ShellAsync("cat /etc/ssh/ssh_host_ed25519_key.pub; ss -ltn")).Output;
        } while (!key.Contains(":22 ", StringComparison.Ordinal));
        await System.IO.File.WriteAllTextAsync(
            File("id"),
            (await ShellAsync("cat /tmp/key")).Output
        );
        System.IO.File.SetUnixFileMode(File("id"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await System.IO.File.WriteAllTextAsync(
            KnownHosts,
            $"{address.Trim()} {key.Split('\n')[0]}\n"
        );
    }

    /// <summary>Runs <c>./hlab</c> where the server can be reached, with this file of known hosts.</summary>
    internal async Task<ExecResult> HlabAsync(
        string knownHosts,
        params IEnumerable<string> arguments
    )
    {
        SkipUnlessUp();
        var ended = await Launched.RunAsync(
            Repository.Root,
            FreshClone.NoEnvironment,
            Hlab(knownHosts, arguments)
        );
        return new ExecResult(ended.ExitCode, ended.Output, ended.Error);
    }

    /// <summary>Runs <c>./hlab</c> for a user of the server's who is not root.</summary>
    /// <param name="user">Who logs in; the key is let in.</param>
    /// <param name="sudoPassword">What HLAB_SUDO_PASSWORD holds; null for nothing.</param>
    /// <param name="arguments">The command and its options.</param>
    internal async Task<ExecResult> HlabAsUserAsync(
        string user,
        string? sudoPassword,
        params IEnumerable<string> arguments
    )
    {
        SkipUnlessUp();
        var ended = await Launched.RunAsync(
            Repository.Root,
            new Dictionary<string, string?> { ["HLAB_SUDO_PASSWORD"] = sudoPassword },
            [
                .. Hlab(KnownHosts, arguments)
                    .Select(word => word == Url ? Url.Replace("root@", $"{user}@") : word),
            ]
        );
        return new ExecResult(ended.ExitCode, ended.Output, ended.Error);
    }

    /// <summary>Runs <c>./hlab</c> on a terminal, and types what it asks for.</summary>
    /// <param name="user">Who logs in.</param>
    /// <param name="key">The name of the file of the key; there need not be one.</param>
    /// <param name="answers">What to wait for, and what to type then; in this order.</param>
    /// <param name="arguments">The command and its options.</param>
    internal async Task<ExecResult> HlabOnTerminalAsync(
        string user,
        string key,
        IEnumerable<(string Question, string Answer)> answers,
        params IEnumerable<string> arguments
    )
    {
        SkipUnlessUp();
        var words = Hlab(KnownHosts, arguments)
            .Select(word =>
                word == Url ? Url.Replace("root@", $"{user}@")
                : word == File("id") ? File(key)
                : word
            )
            .Select(word => $"'{word}'");
        using var process = Launched.Start(
            Repository.Root,
            new Dictionary<string, string?> { ["TERM"] = "xterm" },
            keepsInput: true,
            ["script", "-qefc", string.Join(' ', words), "/dev/null"]
        );
        var shown = new StringBuilder();
        foreach (var (question, answer) in answers)
        {
            var from = shown.Length;
            while (!shown.ToString(from, shown.Length - from).Contains(question))
            {
                var next = process.StandardOutput.Read();
                next.Should().BeGreaterThanOrEqualTo(0, $"it asks for {question} in {shown}");
                shown.Append((char)next);
            }
            await process.StandardInput.WriteAsync(answer + "\r");
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }
        shown.Append(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ExecResult(process.ExitCode, shown.ToString(), string.Empty);
    }

    /// <summary>Starts the same; the caller owns the process.</summary>
    internal System.Diagnostics.Process StartHlab(params IEnumerable<string> arguments) =>
        Launched.Start(Repository.Root, FreshClone.NoEnvironment, Hlab(KnownHosts, arguments));

    /// <summary>Runs a line of shell on the server, by its engine.</summary>
    internal async Task<ExecResult> ShellAsync(string line)
    {
        SkipUnlessUp();
        var ended = await Launched.RunAsync(
            "/",
            FreshClone.NoEnvironment,
            "docker",
            "exec",
            Container,
            "sh",
            "-c",
            line
        );
        return new ExecResult(ended.ExitCode, ended.Output, ended.Error);
    }

    /// <summary>All that a change may touch, as it is now.</summary>
    internal async Task<string> LookAsync()
    {
        var seen = await ShellAsync(HostInLab.Look);
        return $"{seen.Output}{seen.Error}";
    }

    private string[] Hlab(string knownHosts, IEnumerable<string> arguments) =>
        [
            .. enter,
            HlabProcess.Program,
            .. arguments,
            Url,
            "--key",
            File("id"),
            "--known-hosts",
            knownHosts,
        ];

    private void SkipUnlessUp()
    {
        DockerHere.SkipUnlessUsable();
        Assert.SkipUnless(
            Container.Length > 0,
            "this takes an engine of the project's own: lab/engine start"
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (Container.Length > 0)
        {
            await DockerAsync("rm", "-f", Container);
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// An engine of the project's own has its networks in a namespace of its own. On any other the test is skipped: the
    /// address might be somebody else's where this process stands.
    /// </summary>
    private static async Task<string[]> EnterEngineAsync()
    {
        var status = await Launched.RunAsync(
            Repository.Root,
            FreshClone.NoEnvironment,
            Path.Join(Repository.Root, "lab/engine"),
            "status"
        );
        var words = status.Output.Split((char[])[' ', '\n']);
        return
            status.ExitCode == 0
            && words is ["pid", var pid, "socket", var socket, ..]
            && socket == Environment.GetEnvironmentVariable("DOCKER_HOST")
            ? ["nsenter", $"--net=/proc/{pid}/ns/net", "--"]
            : [];
    }

    private static async Task<string> DockerAsync(params IEnumerable<string> arguments)
    {
        var ended = await Launched.RunAsync(
            "/",
            FreshClone.NoEnvironment,
            ["docker", .. arguments]
        );
        ended.ExitCode.Should().Be(0, ended.ToString());
        return ended.Output;
    }
}
