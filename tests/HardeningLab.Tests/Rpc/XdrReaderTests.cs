using CsCheck;
using HardeningLab.Rpc;

namespace HardeningLab.Tests.Rpc;

public class XdrReaderTests
{
    [Theory]
    [InlineData("00000000", true, false)]
    [InlineData("00000001", true, true)]
    [InlineData("00000002", false, false)]
    [InlineData("000000", false, false)]
    public void A_boolean_is_0_or_1(string hex, bool isOne, bool expected)
    {
        var reader = new XdrReader(Convert.FromHexString(hex));

        reader.Boolean(out var value).Should().Be(isOne);
        value.Should().Be(expected);
    }

    [Theory]
    [InlineData("00000003AABBCC00", 3, true)]
    [InlineData("00000003AABBCC00", 2, false)] // over the limit
    [InlineData("00000003AABBCC", 3, false)] // the filling is missing
    [InlineData("FFFFFFFF", int.MaxValue, false)]
    [InlineData("7FFFFFFF", int.MaxValue, false)]
    public void Opaque_data_keeps_its_limits(string hex, int limit, bool fits)
    {
        var reader = new XdrReader(Convert.FromHexString(hex));

        reader.Opaque(limit, out var value).Should().Be(fits);
        value.Length.Should().Be(fits ? 3 : 0);
    }

    [Fact]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.UInt, Gen.Bool, Gen.Byte.Array[0, 20], Gen.String[Gen.Char[' ', '~'], 0, 20])
            .Sample(
                (number, flag, octets, text) =>
                {
                    var writer = new XdrWriter(new byte[100]);
                    writer.UnsignedInteger(number);
                    writer.Boolean(flag);
                    writer.Opaque(octets);
                    writer.String(text);
                    var reader = new XdrReader([.. writer.ToArray()]);

                    return writer.Length % 4 == 0
                        && reader.UnsignedInteger(out var readNumber)
                        && readNumber == number
                        && reader.Boolean(out var readFlag)
                        && readFlag == flag
                        && reader.Opaque(20, out var readOctets)
                        && readOctets.SequenceEqual(octets)
                        && reader.String(20, out var readText)
                        && readText == text
                        && reader.Rest.IsEmpty;
                }
            );
}
