using System.Collections.Concurrent;
using Hardening.Addresses;

namespace HardeningLab.Engines.Docker;

/// <summary>
/// Hands out subnets for a lab's networks that nobody has: neither the engine, nor this machine's routes, nor any home.
/// What it gives depends on nothing but <c>taken</c> and <c>seed</c>; it never gives the same one twice.
/// </summary>
internal sealed class SubnetPool
{
    internal const int IPv4Length = 28;
    internal const int IPv6Length = 64;

    /// <summary>Several times what the largest lab needs, so that it can go on to the next when another lab was faster.</summary>
    internal const int Size = 256;

    /// <summary>Where so many are taken in a row, nearly all are.</summary>
    private const int MaxTries = 100_000;

    /// <summary>
    /// The benchmark range (RFC 2544), which no router on the Internet knows, without its ends: plans take addresses for the
    /// target from there. Then private space, in case somebody does benchmarks. Neither holds Docker's default pools (libnetwork,
    /// ipamutils: 172.16.0.0/12 and 192.168.0.0/16), the second of which is also the commonest home network.
    /// </summary>
    private static readonly Prefix[] Ranges =
    [
        Prefix.Parse("198.18.128.0/17"),
        Prefix.Parse("198.19.0.0/17"),
        Prefix.Parse("10.0.0.0/8"),
    ];

    private readonly ConcurrentQueue<Subnets> free;

    /// <param name="taken">What the engine's networks have and what this machine routes.</param>
    /// <param name="seed">Labs with different seeds seldom try the same subnet.</param>
    internal SubnetPool(IEnumerable<Prefix> taken, int seed)
    {
        var all = AddressSet.Of(taken);
        free = new(
            Free(IPv4Candidates(new Random(seed)), all)
                .Zip(
                    Free(IPv6Candidates(new Random(seed)), all),
                    (ipv4, ipv6) => new Subnets(ipv4, ipv6)
                )
                .Take(Size)
        );
    }

    /// <summary>The next subnets; null if there are none left. Safe to call from several threads.</summary>
    internal Subnets? Take() => free.TryDequeue(out var subnets) ? subnets : null;

    private static IEnumerable<Prefix> Free(IEnumerable<Prefix> candidates, AddressSet taken)
    {
        var given = new HashSet<Prefix>();
        foreach (var candidate in candidates.Take(MaxTries))
        {
            if (taken.Intersect(AddressSet.Of(candidate)).IsEmpty && given.Add(candidate))
            {
                yield return candidate;
            }
        }
    }

    /// <summary>Every /28 of a range once, in an order of its own for each seed; then those of the next range.</summary>
    private static IEnumerable<Prefix> IPv4Candidates(Random random)
    {
        foreach (var range in Ranges)
        {
            var count = 1 << (IPv4Length - range.Length);
            var start = random.Next(count);
            // An odd stride meets every one of a power of two.
            var stride = (random.Next(count) | 1) % count;
            for (var step = 0L; step < count; step++)
            {
                var number = (UInt128)((start + (step * stride)) % count);
                yield return new(
                    new(IpFamily.IPv4, range.First.Bits + (number << (32 - IPv4Length))),
                    IPv4Length
                );
            }
        }
    }

    /// <summary>Unique-local subnets of random global IDs (RFC 4193, section 3.2.2).</summary>
    private static IEnumerable<Prefix> IPv6Candidates(Random random)
    {
        while (true)
        {
            var identifier = (UInt128)random.NextInt64(1L << 56);
            yield return new(
                new(IpFamily.IPv6, ((UInt128)0xfd << 120) | (identifier << 64)),
                IPv6Length
            );
        }
    }
}
