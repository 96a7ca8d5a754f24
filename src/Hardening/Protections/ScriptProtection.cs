using System.Text;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>
/// A policy as commands that a person can paste into a shell. The lines for hosts.allow and hosts.deny are comments,
/// so that the whole stays a script of plain commands that <see cref="ScriptReader"/> reads and the lab proves.
/// </summary>
public static class ScriptProtection
{
    /// <summary>The script.</summary>
    public static RulesetFile File(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var text = new StringBuilder();
        text.Append("#!/bin/sh\n");
        text.Append($"# HardeningLab, policy \"{policy.Name}\"\n");
        text.Append(
            "# For a host that has no chain HLAB yet; run it as root. Rules end with a reboot.\n"
        );
        foreach (var family in (IpFamily[])[IpFamily.IPv4, IpFamily.IPv6])
        {
            Append(text, policy, family);
        }
        foreach (var file in TcpWrappersProtection.Rulesets(policy))
        {
            var where = file.Kind == RulesetKind.HostsAllow ? "at the top of" : "in";
            text.Append(
                $"\n# For tcp-wrappers, put these lines {where} /etc/{file.Kind.Text()}:\n"
            );
            foreach (var line in file.Text.TrimEnd('\n').Split('\n'))
            {
                text.Append($"#     {line}\n");
            }
        }
        return new RulesetFile(RulesetKind.Script, "hlab:script", text.ToString());
    }

    private static void Append(StringBuilder text, Policy policy, IpFamily family)
    {
        var program = family == IpFamily.IPv4 ? "iptables" : "ip6tables";
        text.Append($"\n# {family}: loopback by its interface, since an address can be forged;\n");
        text.Append(
            "# who may come returns to the other rules of INPUT, nobody is accepted here.\n"
        );
        foreach (var section in IptablesProtection.Ruleset(policy, family).Sections)
        {
            foreach (var chain in section.Chains)
            {
                text.Append($"{program} -N {chain}\n");
            }
            foreach (var command in section.Commands)
            {
                text.Append($"{program} {RulesetPrinter.Print(command)}\n");
            }
        }
    }
}
