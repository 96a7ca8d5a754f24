using HardeningLab.Engines;
using Integration.LabCommand;
using Integration.Launchers;

namespace Integration.Apply;

/// <summary>Whatever only looks at a host leaves no footprint there.</summary>
[Trait("Speed", "Slow")]
public sealed class CheckTests(SshServer server) : IClassFixture<SshServer>
{
    // All else that a lab's target sees is read-only.
    private static readonly string InLab = Footprints.In("/etc /run");
    private static readonly string InContainer = Footprints.In("/");

    private static readonly string Policy = Path.Join(Repository.Root, "lab/policies/portmap.yaml");

    private const string Theirs = """
        iptables -A INPUT -p tcp --dport 22 -j ACCEPT
        ip6tables-legacy -A INPUT -p tcp --dport 22 -j ACCEPT
        nft add table inet theirs
        printf 'sshd : ALL' >>/etc/hosts.allow
        """;

    // The host's name comes last.
    private static readonly string[][] Questions =
    [
        ["apply", Policy, "--no-rehearsal", "--check", "--diff"],
        ["undo", "--check"],
        ["status"],
    ];

    private static readonly string[][] Rehearsals =
    [
        ["apply", Policy, "--check"],
        ["prove", Policy, "--rehearse", "--rules-of"],
    ];

    [Fact]
    public async Task What_is_asked_of_a_host_changes_nothing_whatever_is_in_force_there()
    {
        await using var host = await HostInLab.StartAsync();
        await AskAsync(host, Questions);
        await host.ShellAsync(Theirs);
        await AskAsync(host, [.. Questions, .. Rehearsals]);
        await ApplyAsync(host);
        await AskAsync(host, Questions);
        await host.ShellAsync("nft flush ruleset");
        await AskAsync(host, Questions);
        await ApplyAsync(host, "--confirm-by-hand");
        await AskAsync(host, Questions, worst: 3);
    }

    [Fact]
    public async Task Neither_does_it_over_SSH_or_by_the_engine_of_a_container()
    {
        await server.ShellAsync(Theirs);

        await AskAsync(
            [.. Questions, .. Rehearsals],
            question => server.HlabAsync(server.KnownHosts, question),
            () => server.ShellAsync(InContainer)
        );
        await AskAsync(
            Questions,
            question => HlabProcess.RunAsync([.. question, $"docker:{server.Container}"]),
            () => server.ShellAsync(InContainer)
        );
    }

    /// <summary>As the administrator of a host says with update-alternatives(1).</summary>
    [Fact]
    public async Task So_it_is_where_iptables_means_iptables_legacy_and_what_is_applied_there_stays()
    {
        const string change = "for tool in iptables ip6tables; do update-alternatives --quiet";
        var host = $"docker:{server.Container}";
        (
            await server.ShellAsync($"{change} --set $tool /usr/sbin/$tool-legacy; done")
        ).ShouldEndWith(0);
        var untouched = await server.LookAsync();

        await AskAsync(
            Questions,
            question => HlabProcess.RunAsync([.. question, host]),
            () => server.ShellAsync(InContainer)
        );
        foreach (var changed in (int[])[1, 0])
        {
            (await HlabProcess.RunAsync(["apply", Policy, host, "--no-rehearsal"]))
                .ShouldEndWith(0)
                .Output.Should()
                .Contain($"changed={changed}");
        }
        (await HlabProcess.RunAsync(["undo", host])).ShouldEndWith(0);

        (await server.LookAsync()).Should().Be(untouched);
        (await server.ShellAsync($"{change} --auto $tool; done")).ShouldEndWith(0);
    }

    /// <summary>Even what is gone again.</summary>
    [Fact]
    public async Task Everything_else_leaves_a_footprint()
    {
        (string Command, string Footprint)[] deeds =
        [
            ("f=$(mktemp /etc/hosts.allow.XXXXXX) && rm $f", "/etc inode"),
            ("touch -r /etc/passwd /etc/hosts.deny", "/etc/hosts.deny inode"),
            ("nft add table inet ours && nft delete table inet ours", "generation"),
            ("ip6tables-legacy-save -t filter", "ip6tables *filter"),
        ];
        await using var host = await HostInLab.StartAsync();
        foreach (var (command, footprint) in deeds)
        {
            var before = await FootprintsAsync(() => host.ShellAsync(InLab));

            (await host.ShellAsync(command)).ShouldEndWith(0);

            (await FootprintsAsync(() => host.ShellAsync(InLab)))
                .Except(before)
                .Should()
                .Contain(line => line.StartsWith(footprint));
        }
    }

    private static Task AskAsync(HostInLab host, string[][] questions, int worst = 1) =>
        AskAsync(
            questions,
            question => host.HlabOutsideAsync([.. question, "lab:target"]),
            () => host.ShellAsync(InLab),
            worst
        );

    /// <param name="questions">What is asked, one after the other.</param>
    /// <param name="askAsync">How.</param>
    /// <param name="lookAsync">Prints the host's footprints.</param>
    /// <param name="worst">The worst that a question may end with.</param>
    private static async Task AskAsync(
        string[][] questions,
        Func<string[], Task<ExecResult>> askAsync,
        Func<Task<ExecResult>> lookAsync,
        int worst = 1
    )
    {
        var before = await FootprintsAsync(lookAsync);
        foreach (var question in questions)
        {
            var asked = await askAsync(question);

            asked.ExitCode.Should().BeInRange(0, worst, asked.ToString()).And.NotBe(2);
            var after = await FootprintsAsync(lookAsync);
            after.Except(before).Concat(before.Except(after)).Should().BeEmpty(asked.ToString());
        }
    }

    private static async Task<string[]> FootprintsAsync(Func<Task<ExecResult>> lookAsync) =>
        (await lookAsync()).ShouldEndWith(0).Output.Split('\n');

    private static async Task ApplyAsync(HostInLab host, params IEnumerable<string> options) =>
        (
            await host.HlabOutsideAsync([
                "apply",
                Policy,
                "lab:target",
                "--no-rehearsal",
                .. options,
            ])
        ).ShouldEndWith(0);
}
