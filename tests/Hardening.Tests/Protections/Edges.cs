using Hardening.Addresses;

namespace Hardening.Tests.Protections;

/// <summary>The addresses at which an answer can change: each end of each range, and its neighbours.</summary>
internal static class Edges
{
    public static IEnumerable<Address> Of(params IEnumerable<AddressSet> sets) =>
        (
            from set in sets
            from family in Enum.GetValues<IpFamily>()
            from range in set.Ranges(family)
            from end in (Address[])[range.First, range.Last]
            from address in (Address?[])[end.Previous, end, end.Next]
            where address is not null
            select address.Value
        )
            .Concat(Enum.GetValues<IpFamily>().Select(Address.Lowest))
            .Concat(Enum.GetValues<IpFamily>().Select(Address.Highest))
            .Distinct();
}
