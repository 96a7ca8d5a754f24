using CsCheck;
using HardeningLab.Netlink;

namespace HardeningLab.Tests.Netlink;

/// <summary>Whatever the bytes are, reading ends, and nothing is read beyond them.</summary>
public sealed class NetlinkReaderTests
{
    private static byte[] Sample =>
        new NetlinkMessages()
            .Add("first", 1, 0, [1, 2, 3, 4])
            .Attribute(1, "filter")
            .Attribute(2, 5u)
            .Add("second", 2, 0, [1, 2, 3, 4])
            .Attribute(3, [9])
            .Bytes.ToArray();

    [Fact]
    public void What_was_built_is_read_back()
    {
        Read(Sample).Should().Equal("1: 1=66696c74657200 2=05000000", "2: 3=09");
    }

    [Fact]
    public void Of_a_truncated_datagram_only_whole_messages_are_read()
    {
        var whole = Read(Sample);
        for (var length = 0; length < Sample.Length; length++)
        {
            // The last attribute's padding may be missing: it carries nothing.
            var read = Read(Sample.AsSpan(0, length));
            read.Should().BeEquivalentTo(whole.Take(read.Count));
            read.Count.Should().BeLessThan(whole.Count);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_length_that_can_not_be_ends_the_reading(int length)
    {
        var datagram = Sample;
        BitConverter.TryWriteBytes(datagram, length);

        Read(datagram).Should().BeEmpty();
    }

    [Fact]
    public void Arbitrary_bytes_are_read_to_an_end()
    {
        Gen.Byte.Array[0, 200].Sample(bytes => Read(bytes).Count <= bytes.Length / 16);
    }

    [Fact]
    public void Arbitrary_attributes_are_read_to_an_end()
    {
        Gen.Byte[0, 12]
            .Array[0, 100]
            .Sample(bytes => Attributes(new(bytes)).Count <= bytes.Length / 4);
    }

    [Fact]
    public void Numbers_that_are_too_short_are_zero()
    {
        foreach (var attribute in new AttributeReader([7, 0, 1, 0, 1, 2, 3]))
        {
            attribute.UInt32BigEndian.Should().Be(0);
            attribute.UInt64BigEndian.Should().Be(0);
        }
    }

    [Fact]
    public void An_error_without_its_number_is_none()
    {
        foreach (
            var message in new NetlinkReader([16, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        )
        {
            message.Error.Should().Be(0);
            Attributes(message.Attributes(4)).Should().BeEmpty();
        }
    }

    private static List<string> Read(ReadOnlySpan<byte> datagram)
    {
        var read = new List<string>();
        foreach (var message in new NetlinkReader(datagram))
        {
            read.Add(string.Join(' ', [$"{message.Type}:", .. Attributes(message.Attributes(4))]));
        }
        return read;
    }

    private static List<string> Attributes(AttributeReader attributes)
    {
        var read = new List<string>();
        foreach (var attribute in attributes)
        {
            read.Add($"{attribute.Type}={Convert.ToHexStringLower(attribute.Value)}");
        }
        return read;
    }
}
