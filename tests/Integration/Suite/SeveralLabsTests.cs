using Hardening.Policies;

namespace Integration.Suite;

/// <summary>Labs that run side by side have the same addresses to their policies, and nothing in common.</summary>
public sealed class SeveralLabsTests
{
    [Fact]
    public async Task Four_labs_at_once_neither_collide_nor_hear_of_each_other()
    {
        new LabShape().SkipUnlessPossible();
        var labs = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => PortmapLab.StartAsync(new LabShape()))
        );
        try
        {
            // Neighbours differ, so any packet that strays is answered wrongly.
            Policy[] policies = [SuitePolicies.Lan, SuitePolicies.Wan];
            await Task.WhenAll(
                labs.Select(
                    (lab, number) =>
                        lab.Target.ProtectAsync(policies[number % 2], ProtectionName.Nftables)
                )
            );
            var answers = await Task.WhenAll(
                labs.Select(
                    async (lab, number) =>
                    {
                        var (allowed, other) =
                            number % 2 == 0
                                ? (lab.Insider, lab.Outsider)
                                : (lab.Outsider, lab.Insider);
                        var asking = allowed.AskAsync();
                        return (Allowed: await asking, Other: await other.AskInVainAsync());
                    }
                )
            );

            answers.SelectMany(of => of.Allowed).Should().AllBeOfType<Answer.Listed>();
            answers.SelectMany(of => of.Other).Should().AllBeOfType<Answer.None>();
            labs.SelectMany(lab =>
                    new[] { LabSubnet.Lan, LabSubnet.Wan }.Select(lab.Target.EnginesAddresses)
                )
                .Should()
                .OnlyHaveUniqueItems();
        }
        finally
        {
            await Task.WhenAll(labs.Select(lab => lab.DisposeAsync().AsTask()));
        }
    }
}
