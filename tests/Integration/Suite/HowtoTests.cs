using Hardening.Policies;
using Integration.Launchers;

namespace Integration.Suite;

/// <summary>The recipe of lab/examples/howto fails on a Debian of today, in each of its parts as its table says.</summary>
public sealed class HowtoTests(Debian12Lab shared) : IClassFixture<Debian12Lab>
{
    private readonly PortmapLab lab = shared.Lab;

    [Fact]
    public async Task Its_rules_are_refused_so_everybody_is_answered()
    {
        await lab.Target.ClearAsync();
        await lab.Target.WriteAsync("/root/rules.sh", Example("rules.sh"));

        var ended = await lab.Target.TryAsync("sh", "/root/rules.sh");
        var one = await lab.Target.TryAsync([
            .. "iptables -A INPUT -p udp -s! 192.168.1.0/24 --dport 111 -j DROP".Split(' '),
        ]);

        ended
            .Stderr.Split('\n')
            .Where(line => line.Contains("Bad argument", StringComparison.Ordinal))
            .Should()
            .HaveCount(2)
            .And.OnlyContain(line => line.EndsWith("Bad argument `192.168.1.0/24'"));
        one.ExitCode.Should().Be(2);
        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    [Fact]
    public async Task Spelled_as_iptables_takes_it_it_cuts_loopback_off_and_leaves_IPv6_open()
    {
        await lab.Target.ClearAsync();
        await lab.Target.WriteAsync("/root/rules.sh", Example("rules-modern.sh"));

        await lab.Target.RunAsync("sh", "-e", "/root/rules.sh");

        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        Kinds(await lab.Target.AskInVainAsync()).Should().Equal("None", "None", "Listed", "Listed");
        Kinds(await lab.Outsider.AskInVainAsync())
            .Should()
            .Equal("None", "None", "Listed", "Listed");
        (await lab.Target.RunAsync("iptables-save", "-c"))
            .Should()
            .Contain("[0:0] -A INPUT -s 127.0.0.1/32 -p tcp -m tcp --dport 111 -j ACCEPT");
    }

    [Fact]
    public async Task Its_hosts_allow_denies_nobody()
    {
        await lab.Target.ClearAsync();
        await lab.Target.WriteAsync("/etc/hosts.allow", Example("hosts.allow"));

        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    [Fact]
    public async Task The_name_portmap_has_no_effect_on_rpcbind_even_where_it_denies()
    {
        await lab.Target.ClearAsync();
        await lab.Target.WriteAsync("/etc/hosts.deny", "portmap : ALL\n");
        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Listed>();

        await lab.Target.WriteAsync("/etc/hosts.deny", "rpcbind : ALL\n");
        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Denied>();
    }

    [Fact]
    public async Task Its_rules_are_gone_after_a_reboot()
    {
        await lab.Target.ClearAsync();
        await lab.Target.WriteAsync("/root/rules.sh", Example("rules-modern.sh"));
        await lab.Target.RunAsync("sh", "-e", "/root/rules.sh");

        await lab.Target.RestartAsync();

        (await lab.Target.RunAsync("iptables-save", "-t", "filter")).Should().NotContain("DROP");
        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    private static IEnumerable<string> Kinds(IEnumerable<Answer> answers) =>
        answers.Select(answer => answer.GetType().Name);

    private static string Example(string name) =>
        File.ReadAllText(Path.Join(Repository.Root, "lab", "examples", "howto", name));
}
