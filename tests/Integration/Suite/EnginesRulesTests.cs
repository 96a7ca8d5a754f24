using Hardening.Policies;

namespace Integration.Suite;

/// <summary>A host has rules that are not ours: in a container, those of the engine, which lead to its name server.</summary>
public sealed class EnginesRulesTests(Debian12Lab shared) : IClassFixture<Debian12Lab>
{
    private readonly PortmapLab lab = shared.Lab;

    public static TheoryData<ProtectionName> Protections { get; } = [.. ProtectionNames.All];

    [Theory]
    [MemberData(nameof(Protections))]
    public async Task The_engines_own_rules_survive_a_protection_that_is_loaded_and_loaded_again(
        ProtectionName protection
    )
    {
        await lab.Target.ClearAsync();
        var before = await NatAsync();
        before.Should().Contain("127.0.0.11", "otherwise there is nothing to survive");

        await lab.Target.LoadAsync(SuitePolicies.Lan, protection);
        (await NatAsync()).Should().Be(before);

        await lab.Target.LoadAsync(SuitePolicies.Lan, protection);
        (await NatAsync()).Should().Be(before);
    }

    /// <summary>Byte for byte, but for the time in the comments and how often a chain's policy decided.</summary>
    private async Task<string> NatAsync()
    {
        var saved = await lab.Target.RunAsync(
            "sh",
            "-c",
            """
            iptables-nft-save -t nat
            nft list table ip nat
            if grep -qx nat /proc/net/ip_tables_names; then iptables-legacy-save -t nat; fi
            true
            """
        );
        return string.Join(
            '\n',
            saved
                .Split('\n')
                .Where(line => !line.StartsWith('#'))
                .Select(line => line.StartsWith(':') ? line.Split('[')[0] : line)
        );
    }
}
