using Hardening.Policies;

namespace Integration.Suite;

/// <summary>How many bytes a host sends to whoever's address was forged, for each byte of the question.</summary>
public sealed class AmplificationTests(Debian12Lab shared) : IClassFixture<Debian12Lab>
{
    private static readonly Question[] Questions =
    [
        .. new uint[] { 2, 3, 4 }.Select(version => new Question(
            Transport.Udp,
            LabSubnet.Wan.Target.IPv4,
            version
        )),
    ];

    private readonly PortmapLab lab = shared.Lab;

    [Fact]
    public async Task Unprotected_it_is_4_in_version_2_and_17_in_versions_3_and_4()
    {
        await lab.Target.ClearAsync();

        var answers = await lab.Outsider.AskAsync(Questions);

        Questions.Should().OnlyContain(question => question.Length == 40);
        answers.Select(answer => answer.Bytes).Should().Equal(148, 684, 684);
        Factors(answers).Should().Equal(3.7, 17.1, 17.1);
    }

    [Theory]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.IptablesLegacy)]
    [InlineData(ProtectionName.Nftables)]
    public async Task Behind_a_firewall_it_is_0(ProtectionName firewall)
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, firewall);
        IReadOnlyList<Answer> answers = [];

        var (arrived, delivered) = await lab.Target.WatchAsync(async () =>
            answers = await lab.Outsider.AskInVainAsync(Questions)
        );

        (arrived, delivered).Should().Be((Questions.Length, 0));
        Factors(answers).Should().Equal(0, 0, 0);
    }

    [Fact]
    public async Task Under_the_wrappers_alone_it_is_one_half()
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.TcpWrappers);

        Factors(await lab.Outsider.AskAsync(Questions)).Should().Equal(0.5, 0.5, 0.5);
    }

    private static IEnumerable<double> Factors(IReadOnlyList<Answer> answers) =>
        answers.Zip(Questions, (answer, question) => (double)answer.Bytes / question.Length);
}
