namespace Integration.Compose;

/// <summary>Rules as a person puts them into the target: printed by <c>hlab render</c>, loaded by the tool that is theirs.</summary>
internal static class ComposeRules
{
    private static readonly Dictionary<string, (string Kind, string Loads)[]> Steps = new()
    {
        ["tcp-wrappers"] =
        [
            ("hosts.allow", "cat >/etc/hosts.allow"),
            ("hosts.deny", "cat >/etc/hosts.deny"),
        ],
        ["iptables"] =
        [
            ("iptables", "iptables-restore --noflush"),
            ("ip6tables", "ip6tables-restore --noflush"),
        ],
        ["nftables"] = [("nftables", "nft -f -")],
    };

    internal static async Task LoadAsync(ComposeLab lab, IEnumerable<string> protections)
    {
        foreach (var (kind, loads) in protections.SelectMany(protection => Steps[protection]))
        {
            var rendered = await HlabProcess.RunAsync(["render", "--to", kind]);
            rendered.ExitCode.Should().Be(0, rendered.ToString());
            await lab.RunAsync("target", loads, rendered.Output);
        }
    }

    /// <summary>Docker's own NAT rules stay.</summary>
    internal static Task RemoveAsync(ComposeLab lab) =>
        lab.RunAsync(
            "target",
            """
            set -e
            for tool in iptables ip6tables; do $tool -F; $tool -X; done
            echo 'table inet hardeninglab; delete table inet hardeninglab' | nft -f -
            : >/etc/hosts.allow
            : >/etc/hosts.deny
            """
        );
}
