using CsCheck;
using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Tests.Protections;

/// <summary>Policies as the generators of rules meet them: crowded prefixes, the ends of a family, everybody, nobody.</summary>
internal static class PolicyGenerator
{
    private static readonly Gen<Prefix> Anywhere =
        from family in Gen.Enum<IpFamily>()
        from high in Gen.ULong
        from low in Gen.ULong
        from length in Gen.Int[0, 128]
        let width = Address.WidthOf(family)
        let bits = new UInt128(high, low) >> (128 - width)
        select Prefix.Around(new Address(family, bits), length % (width + 1));

    // Neighbours, so that prefixes merge, touch and leave holes.
    private static readonly Gen<Prefix> Crowded =
        from family in Gen.Enum<IpFamily>()
        from offset in Gen.UInt[0, 4000]
        from shorter in Gen.Int[0, 6]
        from atTheEnd in Gen.Bool
        let width = Address.WidthOf(family)
        let bits = atTheEnd ? Address.Highest(family).Bits - offset : (UInt128)0x0a000000 + offset
        select Prefix.Around(new Address(family, bits), width - shorter);

    private static readonly Gen<Prefix[]> Allow = Gen.OneOf(
        Anywhere.Array[0, 6],
        Crowded.Array[0, 300],
        Gen.Const<Prefix[]>([Prefix.Any(IpFamily.IPv4), Prefix.Any(IpFamily.IPv6)])
    );

    private static readonly Gen<ProtectedService> Service =
        from allow in Allow
        from except in Gen.OneOf(Anywhere, Crowded).Array[0, 4]
        from tcp in Gen.Bool
        from udp in Gen.Bool
        select new ProtectedService(
            new Service(
                "portmap",
                (tcp, udp) switch
                {
                    (true, false) => [new(Transport.Tcp, 111)],
                    (false, true) => [new(Transport.Udp, 111)],
                    _ => [new(Transport.Tcp, 111), new(Transport.Udp, 111)],
                },
                ["rpcbind", "portmap"]
            ),
            allow.ToEquatableArray(),
            except.ToEquatableArray()
        );

    public static Gen<Policy> Policies { get; } =
        from services in Service.Array[1, 3]
        from loopback in Gen.Bool
        from otherwise in Gen.Enum<Otherwise>()
        from published in Gen.Bool
        select new Policy(
            "generated",
            services.Select(Distinct).ToEquatableArray(),
            loopback,
            otherwise,
            [ProtectionName.Iptables]
        )
        {
            GuardsPublishedPorts = published,
        };

    private static ProtectedService Distinct(ProtectedService item, int index) =>
        new(
            new Service(
                $"service-with-a-long-name-{index}",
                [
                    .. item.Service.Endpoints.Select(endpoint => new Endpoint(
                        endpoint.Transport,
                        (ushort)(endpoint.Port + index)
                    )),
                ],
                [$"daemon{index}", $"other{index}"]
            ),
            item.Allow,
            item.Except
        );
}
