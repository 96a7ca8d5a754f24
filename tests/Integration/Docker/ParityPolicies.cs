using Integration.Prove;

namespace Integration.Docker;

/// <summary>Policies on which both engines must agree: every kind of list, edge and answer that a policy can have.</summary>
internal static class ParityPolicies
{
    private static readonly WrittenPolicy Portmap = Of(WrittenService.Portmap("192.168.1.0/24"));

    internal static IReadOnlyDictionary<string, WrittenPolicy> All { get; } =
        new Dictionary<string, WrittenPolicy>(StringComparer.Ordinal)
        {
            ["one network"] = Portmap,
            ["one network, rejecting"] = Portmap with { Rejects = true },
            ["one network, loopback denied"] = Portmap with { AllowsLoopback = false },
            ["one network, loopback denied, rejecting"] = Portmap with
            {
                AllowsLoopback = false,
                Rejects = true,
            },
            ["both families"] = WrittenPolicy.Lan,
            ["both families, rejecting"] = WrittenPolicy.Lan with { Rejects = true },
            ["IPv6 alone"] = Of(WrittenService.Portmap("2001:db8:1::/48")),
            ["IPv6 alone, rejecting"] = Of(WrittenService.Portmap("fd00:1::/64")) with
            {
                Rejects = true,
            },
            ["one host"] = Of(WrittenService.Portmap("10.1.2.3/32")),
            ["one host of each family"] = Of(
                WrittenService.Portmap("10.1.2.3/32", "2001:db8::7/128")
            ),
            ["nobody"] = Of(WrittenService.Portmap()),
            ["nobody, rejecting"] = Of(WrittenService.Portmap()) with { Rejects = true },
            ["everybody of IPv4"] = Of(WrittenService.Portmap("0.0.0.0/0")),
            ["everybody of IPv6"] = Of(WrittenService.Portmap("::/0")),
            ["everybody but one network"] = Of(
                WrittenService.Portmap("0.0.0.0/0") with
                {
                    Except = ["10.0.0.0/8"],
                }
            ),
            ["a network with a hole"] = Of(
                WrittenService.Portmap("172.16.0.0/12") with
                {
                    Except = ["172.16.5.0/24"],
                }
            ),
            ["a hole of one host, rejecting"] = Of(
                WrittenService.Portmap("192.168.1.0/24") with
                {
                    Except = ["192.168.1.77/32"],
                }
            ) with
            {
                Rejects = true,
            },
            ["neighbours that touch"] = Of(
                WrittenService.Portmap("192.168.0.0/24", "192.168.1.0/24")
            ),
            ["a network within another"] = Of(WrittenService.Portmap("10.0.0.0/8", "10.20.0.0/16")),
            ["an odd length"] = Of(WrittenService.Portmap("100.64.32.0/19", "fd12:3400::/23")),
        };

    private static WrittenPolicy Of(WrittenService service) => new([service]);
}
