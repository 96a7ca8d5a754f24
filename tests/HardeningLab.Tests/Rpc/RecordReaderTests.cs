using CsCheck;
using HardeningLab.Rpc;

namespace HardeningLab.Tests.Rpc;

public class RecordReaderTests
{
    [Fact]
    public void Records_are_put_together_however_they_are_cut() =>
        Gen.Select(Gen.Byte.Array[0, 30].Array[1, 5].Array[0, 4], Gen.Int[1, 40])
            .Sample(
                (records, chunk) =>
                {
                    var reader = new RecordReader();
                    foreach (var piece in records.SelectMany(Marked).Chunk(chunk))
                    {
                        reader.Append(piece);
                    }
                    var expected = records.Select(fragments =>
                        fragments.SelectMany(f => f).ToArray()
                    );
                    return reader.Fault is null
                        && expected.All(record =>
                            reader.TryTake(out var read) && read.SequenceEqual(record)
                        )
                        && !reader.TryTake(out _);
                }
            );

    [Fact]
    public void No_bytes_make_it_throw() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(bytes =>
            {
                var reader = new RecordReader();
                reader.Append(bytes);
                reader.TryTake(out var record);
                return record.Length <= bytes.Length;
            });

    [Fact]
    public void A_record_may_have_1_MiB_with_its_mark_and_no_more()
    {
        var fits = new RecordReader();
        fits.Append([0x80, 0x0F, 0xFF, 0xFC]);
        fits.Append(new byte[RecordReader.MaxLength - 4]);
        fits.TryTake(out var record).Should().BeTrue();
        record.Should().HaveCount(RecordReader.MaxLength - 4);

        var over = new RecordReader();
        over.Append([0x80, 0x0F, 0xFF, 0xFD]);
        over.Fault.Should().Be("a record of more than 1048576 bytes");
    }

    [Fact]
    public void The_limit_is_one_records_not_the_streams()
    {
        var reader = new RecordReader();
        for (var record = 0; record < 3; record++)
        {
            reader.Append([0x80, 0x08, 0x00, 0x00]);
            reader.Append(new byte[RecordReader.MaxLength / 2]);
        }

        reader.Fault.Should().BeNull();
    }

    [Fact]
    public void Fragments_without_end_are_a_fault()
    {
        var reader = new RecordReader();

        reader.Append(new byte[RecordReader.MaxLength]);
        reader.Fault.Should().BeNull();
        reader.Append(new byte[4]);

        reader.Fault.Should().NotBeNull();
        reader.TryTake(out _).Should().BeFalse();
    }

    [Fact]
    public void What_a_mark_promises_is_not_allocated()
    {
        var reader = new RecordReader();
        var before = GC.GetAllocatedBytesForCurrentThread();

        reader.Append([0x80, 0x0F, 0x00, 0x00, 1, 2, 3]);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4096);
    }

    private static IEnumerable<byte> Marked(byte[][] fragments) =>
        fragments.SelectMany(
            (fragment, at) =>
                (byte[])
                    [
                        (byte)(at == fragments.Length - 1 ? 0x80 : 0),
                        0,
                        0,
                        (byte)fragment.Length,
                        .. fragment,
                    ]
        );
}
