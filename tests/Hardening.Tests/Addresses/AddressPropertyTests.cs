using System.Net;
using CsCheck;
using Hardening.Addresses;

namespace Hardening.Tests.Addresses;

public sealed class AddressPropertyTests
{
    // Groups of zeros and of ffff are what the canonical form turns on.
    private static readonly Gen<Address> Any = Gen.Frequency(
        (1, Gen.UInt.Select(bits => new Address(IpFamily.IPv4, bits))),
        (
            3,
            Gen.OneOf(Gen.Const((ushort)0), Gen.Const((ushort)0xffff), Gen.UShort)
                .Array[8]
                .Select(groups =>
                    groups.Aggregate(default(UInt128), (bits, group) => bits << 16 | group)
                )
                .Select(bits => new Address(IpFamily.IPv6, bits))
        )
    );

    [Fact]
    public void Reading_undoes_printing() =>
        Any.Sample(address => Address.Parse(address.ToString()) == address);

    [Fact]
    public void The_text_is_the_same_address_to_NET() =>
        Any.Sample(address =>
            IPAddress.Parse(address.ToString()).Equals(address.ToIPAddress())
            && Address.Parse(address.ToIPAddress().ToString()) == address
        );

    [Fact]
    public void Bytes_and_back_is_the_same_address() =>
        Any.Sample(address =>
            Address.From(address.ToBytes()) == address
            && Address.From(address.ToIPAddress()) == address
        );

    [Fact]
    public void What_is_read_is_never_another_address_to_NET() =>
        Gen.Char["0123456789af:::...%[]/x+- "]
            .Array[0, 24]
            .Select(characters => new string(characters))
            .Sample(
                text =>
                    !Address.TryParse(text, out var address, out _)
                    || IPAddress.Parse(text).Equals(address.ToIPAddress()),
                iter: 20_000
            );
}
