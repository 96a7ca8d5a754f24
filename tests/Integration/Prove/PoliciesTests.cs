namespace Integration.Prove;

/// <summary>Policies of every shape, each under every kind of protection that can enforce it.</summary>
public sealed class PoliciesTests
{
    private static readonly WrittenService Rsync = new("rsync", ["10.9.0.0/16", "fd00:9::/48"])
    {
        Tcp = [873],
        Udp = [873, 8730],
    };

    private static readonly Dictionary<string, WrittenPolicy> Shapes = new()
    {
        ["several services, one made up"] = new([
            WrittenService.Portmap("192.168.1.0/24", "fd00:1::/64"),
            Rsync,
        ]),
        ["an exception"] = new([
            WrittenService.Portmap("192.168.1.0/24", "fd00:1::/64") with
            {
                Except = ["192.168.1.13", "192.168.1.128/25", "fd00:1::/72"],
            },
        ]),
        ["anybody but one network"] = new([
            WrittenService.Portmap("any") with
            {
                Except = ["198.51.100.0/24"],
            },
        ]),
        ["anybody"] = new([WrittenService.Portmap("any")]),
        ["nobody"] = new([WrittenService.Portmap()]),
        ["nobody, not even the host itself"] = new([WrittenService.Portmap()])
        {
            AllowsLoopback = false,
        },
        ["single addresses"] = new([
            WrittenService.Portmap("192.0.2.7", "192.0.2.9", "2001:db8::7", "2001:db8::9"),
        ]),
        ["loopback denied"] = new([WrittenService.Portmap("192.168.1.0/24"), Rsync])
        {
            AllowsLoopback = false,
        },
        ["overlaps and neighbours"] = new([
            WrittenService.Portmap("10.0.0.0/8", "10.1.0.0/16", "11.0.0.0/8", "fd00::/8"),
        ]),
    };

    public static TheoryData<string> Names { get; } = [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Iptables_hold(string shape) => HoldsAsync(Shapes[shape], "iptables");

    [Theory]
    [MemberData(nameof(Names))]
    public Task Nftables_hold(string shape) =>
        HoldsAsync(Shapes[shape] with { Rejects = true }, "nftables");

    [Theory]
    [MemberData(nameof(Names))]
    public Task Wrappers_behind_a_firewall_hold(string shape) =>
        HoldsAsync(Shapes[shape], "tcp-wrappers", "iptables-legacy");

    [Theory]
    [MemberData(nameof(Names))]
    public Task Wrappers_alone_hold_for_the_services_that_ask_them(string shape) =>
        HoldsAsync(
            Shapes[shape] with
            {
                Services = [.. Shapes[shape].Services.Where(service => service.AsksWrappers)],
            },
            "tcp-wrappers"
        );

    [Fact]
    public async Task Behind_a_firewall_a_listener_of_the_labs_own_is_not_held_to_the_wrappers_and_that_is_said()
    {
        var proved = await Proved.ByAsync("lab/policies/nfs-server.yaml");

        proved.ShouldHold();
        proved
            .Document.Findings.Should()
            .ContainSingle(finding => finding.Id == "wrappers-not-asked")
            .Which.Message.Should()
            .Contain("mountd");
    }

    [Fact]
    public async Task Wrappers_alone_fail_for_a_service_that_never_asks_them()
    {
        var proved = await new WrittenPolicy([Rsync]).ProveAsync("--with", "tcp-wrappers");

        proved.ExitCode.Should().Be(1);
        proved.Document.Cells.Should().OnlyContain(cell => cell.Observed == "allowed");
    }

    private static async Task HoldsAsync(WrittenPolicy shape, params string[] with)
    {
        var policy = shape with { With = with };
        policy.ShouldBeShownBy(await policy.ProveAsync(), with);
    }
}
