using Hardening.Policies;

namespace Integration.Suite;

/// <summary>A client with addresses in two subnets, one of them allowed.</summary>
public sealed class RoamerTests(RoamerLab shared) : IClassFixture<RoamerLab>
{
    private readonly PortmapLab lab = shared.Lab;

    public static TheoryData<ProtectionName> Protections { get; } = [.. ProtectionNames.All];

    [Theory]
    [MemberData(nameof(Protections))]
    public async Task It_is_let_in_from_the_one_and_kept_out_from_the_other(
        ProtectionName protection
    )
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, protection);

        var fromLan = await lab.Roamer.AskAsync(Question.Everyway(LabSubnet.Lan.Target));
        var fromWan = await lab.Roamer.AskInVainAsync(Question.Everyway(LabSubnet.Wan.Target));

        fromLan.Should().AllBeOfType<Answer.Listed>();
        fromWan.Should().OnlyContain(answer => IsKeptOutBy(protection, answer));
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public async Task Its_address_counts_and_not_the_network_that_it_comes_by(
        ProtectionName protection
    )
    {
        await lab.Target.ClearAsync();
        await CrossAsync("replace");
        try
        {
            (await lab.Roamer.AskAsync()).Should().AllBeOfType<Answer.Listed>();

            await lab.Target.ProtectAsync(SuitePolicies.Lan, protection);

            var byLan = await lab.Roamer.AskInVainAsync(Question.Everyway(LabSubnet.Lan.Target));
            byLan.Should().OnlyContain(answer => IsKeptOutBy(protection, answer));
            var byWan = await lab.Roamer.AskAsync(Question.Everyway(LabSubnet.Wan.Target));
            byWan.Should().AllBeOfType<Answer.Listed>();
        }
        finally
        {
            await CrossAsync("delete");
        }
    }

    private static bool IsKeptOutBy(ProtectionName protection, Answer answer) =>
        protection == ProtectionName.TcpWrappers ? answer is Answer.Denied : answer is Answer.None;

    /// <summary>Makes it speak to each subnet from its address in the other.</summary>
    private async Task CrossAsync(string doing)
    {
        var (lan, wan) = (LabSubnet.Lan, LabSubnet.Wan);
        foreach (var (by, from) in new[] { (lan, wan), (wan, lan) })
        {
            var (target, source) = (by.Target, from.Host(HostPlan.Roamer.Number));
            var link = await LinkAsync(by);
            await RouteAsync("-4", target.IPv4, source.IPv4, link);
            await RouteAsync("-6", target.IPv6, source.IPv6, link);
        }

        Task<string> RouteAsync(string family, string to, string from, string link) =>
            lab.Roamer.RunAsync("ip", family, "route", doing, to, "dev", link, "src", from);
    }

    private async Task<string> LinkAsync(LabSubnet subnet)
    {
        var address = subnet.Host(HostPlan.Roamer.Number).IPv4;
        var said = await lab.Roamer.RunAsync("ip", "-o", "-4", "address", "show", "to", address);
        return said.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
    }
}
