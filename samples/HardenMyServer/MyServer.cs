using Hardening.Hosts;
using HardeningLab.Engines.Docker;

namespace HardenMyServer;

/// <summary>
/// The server that the tests change. MY_SERVER names it: <c>ssh://root@staging</c>, <c>docker:staging</c>, <c>local</c>.
/// Without that it is the target of a lab of <c>hlab</c>, made for one test; HLAB says where that program is.
/// </summary>
internal sealed class MyServer : IAsyncDisposable
{
    private static readonly string Hlab = Environment.GetEnvironmentVariable("HLAB") ?? "hlab";

    private readonly string? lab;

    private MyServer(IHost host, string? lab)
    {
        Host = host;
        this.lab = lab;
    }

    public IHost Host { get; }

    public static async Task<MyServer> OpenAsync(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable("MY_SERVER") is { } name)
        {
            // Trusted by ~/.ssh/known_hosts, and logged in to with the keys of ~/.ssh.
            var ssh = new SshOptions
            {
                SudoPassword = Environment.GetEnvironmentVariable("MY_SUDO_PASSWORD"),
            };
            return new MyServer(HostName.Open(name, ssh, ContainerHost.Form), null);
        }
        var made = $"my-server-{Environment.ProcessId}";
        await LabAsync(cancellation, "up", "--bare", "--name", made);
        // Whatever can be reached by a command is a host.
        var target = new CommandHost("target", Hlab, "lab", "exec", "target", "--name", made, "--");
        return new MyServer(target, made);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (lab is not null)
        {
            await LabAsync(CancellationToken.None, "down", "--name", lab);
        }
    }

    private static async Task LabAsync(CancellationToken cancellation, params string[] words)
    {
        const int thisMachineCannot = 3;
        await using var machine = new CommandHost();
        var ended = await machine.RunAsync([Hlab, "lab", .. words], default, cancellation);
        Assert.SkipWhen(ended.ExitCode == thisMachineCannot, ended.Error);
        ended.ExitCode.Should().Be(0, ended.Error);
    }
}
