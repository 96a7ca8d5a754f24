using Hardening.Changes;
using Hardening.Policies;

namespace Integration.Apply;

/// <summary>A real Docker daemon writes its rules beside ours, before, after and while ours are written.</summary>
[Trait("Speed", "Slow")]
public sealed class DockerHostTests
{
    private const string Web =
        $"docker run -d --name web -p 111:111/tcp -p 111:111/udp -p 8080:80 {DockerHost.Image} /bin/sleep 600";

    // What somebody has put where Docker lets people do so.
    private const string Theirs =
        "iptables -I DOCKER-USER -s 192.0.2.9 -m comment --comment 'not him' -j DROP";

    private const string Rules =
        "for tool in iptables ip6tables; do $tool-save -c | grep '^.[0-9:]*] -A' | grep -v HLAB; done; true";

    // And all that is remembered.
    private const string Look = $"""
        {Rules}
        nft --stateless list ruleset
        ls -R /var/lib
        """;

    // Docker looks after its chains whenever a container or a network comes or goes, and when it is told to read its settings.
    private static readonly string[] Actions =
    [
        "docker restart -t 0 web",
        $"docker network create other && docker run -d --name other --network other -p 8081:80 {DockerHost.Image} /bin/sleep 600",
        "docker rm -f other && docker network rm other",
        "kill -HUP $(pidof dockerd)",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.Nftables)]
    public async Task Dockers_rules_stay_as_they_are_and_ours_stay_first_whatever_it_does(
        ProtectionName with
    )
    {
        await using var host = await DockerHost.StartAsync();
        await host.ShellAsync($"{Theirs} && {Web}");
        var (untouched, theirs) = (await host.ShellAsync(Look), await host.ShellAsync(Rules));

        var applied = await ApplyAsync(host, with);

        applied.State.Should().Be(HostState.Changed, applied.Message);
        applied
            .Notes.Should()
            .Contain(note => note.StartsWith("111/tcp of portmap is passed on to 172.17.0.2:111"))
            .And.Contain(note => note.StartsWith("111/udp of portmap is passed on"))
            .And.NotContain(note => note.Contains(":80 "));
        (await host.ShellAsync(Rules)).Should().Be(theirs);
        (await ApplyAsync(host, with)).State.Should().Be(HostState.Ok);
        (await UndoAsync(host)).State.Should().Be(HostState.Changed);
        (await host.ShellAsync(Look)).Should().Be(untouched);

        var guarded = await ApplyAsync(host, with, guardsPublishedPorts: true);
        guarded.Notes.Should().NotContain(note => note.Contains("passed on"));
        foreach (var action in Actions)
        {
            await host.ShellAsync(action);
            await ShouldBeInForceAsync(host, action);
        }
        // Docker itself writes a container's rules in another order each time.
        theirs = await host.ShellAsync(Rules);
        (await UndoAsync(host)).State.Should().Be(HostState.Changed);
        (await host.ShellAsync(Rules)).Should().Be(theirs).And.Contain("not him");
    }

    [Theory]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.Nftables)]
    public async Task Containers_that_come_and_go_in_mid_change_do_no_harm_to_it(
        ProtectionName with
    )
    {
        await using var host = await DockerHost.StartAsync();
        await host.ShellAsync(Theirs);
        var untouched = await host.ShellAsync(Look);
        var coming = host.ShellAsync(
            $"until [ -e /var/lib/stop ]; do docker run --rm -p 8082:80 {DockerHost.Image} /bin/sleep 0.1 && echo run; done"
        );
        for (var run = 0; run < 4; run++)
        {
            (await ApplyAsync(host, with)).State.Should().Be(HostState.Changed);
            await ShouldBeInForceAsync(host, "a container");
            (await UndoAsync(host)).State.Should().Be(HostState.Changed);
        }
        await host.ShellAsync("touch /var/lib/stop");

        (await coming).Should().Contain("run");
        await host.ShellAsync("rm /var/lib/stop");
        (await host.ShellAsync(Look)).Should().Be(untouched);
    }

    private static async Task ShouldBeInForceAsync(DockerHost host, string after) =>
        (await HostChange.StatusAsync(host.AsHost(), Cancellation))
            .Standing.Should()
            .Be(HostStanding.InForce, $"{after} does no harm");

    private static Task<HostOutcome> ApplyAsync(
        DockerHost host,
        ProtectionName with,
        bool guardsPublishedPorts = false
    ) =>
        HostChange.ApplyAsync(
            PolicyReader.Read(
                $"policy: the local network\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24]\nwith: [{with.Text()}]\n",
                "policy.yaml"
            ) with
            {
                GuardsPublishedPorts = guardsPublishedPorts,
            },
            host.AsHost(),
            new ApplyOptions(),
            Cancellation
        );

    private static Task<HostOutcome> UndoAsync(DockerHost host) =>
        HostChange.UndoAsync(host.AsHost(), new ApplyOptions(), Cancellation);
}
