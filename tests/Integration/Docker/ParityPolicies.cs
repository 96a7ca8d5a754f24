using Integration.Prove;

namespace Integration.Docker;

/// <summary>Policies on which both engines must agree: every kind of list, and every answer that a policy can have.</summary>
internal static class ParityPolicies
{
    /// <summary>Who may reach the portmapper.</summary>
    internal static IReadOnlyDictionary<string, WrittenService> Lists { get; } =
        new Dictionary<string, WrittenService>(StringComparer.Ordinal)
        {
            ["one network"] = WrittenService.Portmap("192.168.1.0/24"),
            ["a network of each family"] = WrittenPolicy.Lan.Services[0],
            ["IPv6 alone"] = WrittenService.Portmap("2001:db8:1::/48"),
            ["one host of each family"] = WrittenService.Portmap("10.1.2.3/32", "2001:db8::7/128"),
            ["nobody"] = WrittenService.Portmap(),
            ["everybody of IPv4 but one network"] = WrittenService.Portmap("0.0.0.0/0") with
            {
                Except = ["10.0.0.0/8"],
            },
            ["everybody of IPv6"] = WrittenService.Portmap("::/0"),
            ["a network with a hole and one of a single host"] = WrittenService.Portmap(
                "172.16.0.0/12"
            ) with
            {
                Except = ["172.16.5.0/24", "172.16.7.77/32"],
            },
            ["neighbours that touch and a network within another"] = WrittenService.Portmap(
                "192.168.0.0/24",
                "192.168.1.0/24",
                "10.0.0.0/8",
                "10.20.0.0/16"
            ),
            ["an odd length"] = WrittenService.Portmap("100.64.32.0/19", "fd12:3400::/23"),
        };

    /// <summary>Every policy, and what to call it.</summary>
    internal static IEnumerable<(string Name, WrittenPolicy Policy)> All =>
        from list in Lists.Keys
        from policy in Of(list)
        select (
            $"{list}, {(policy.Rejects ? "reject" : "drop")}, loopback {policy.AllowsLoopback}",
            policy
        );

    /// <summary>The policies with one list: who else asks is dropped or rejected, and the host itself is let in or not.</summary>
    internal static IEnumerable<WrittenPolicy> Of(string list) =>
        list == "one network"
            ?
            [
                Of(list, true, false),
                Of(list, true, true),
                Of(list, false, false),
                Of(list, false, true),
            ]
            : [Of(list, true, false), Of(list, true, true)];

    private static WrittenPolicy Of(string list, bool allowsLoopback, bool rejects) =>
        new([Lists[list]]) { AllowsLoopback = allowsLoopback, Rejects = rejects };
}
