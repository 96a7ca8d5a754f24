using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

internal sealed partial class StatementReader
{
    /// <summary>A limit's words behind <c>limit</c>, or those of an object's block.</summary>
    internal Statement Limit()
    {
        if (cursor.Is("name"))
        {
            return Reference("limit");
        }
        cursor.Expect("rate");
        return Rate();
    }

    internal Statement.Limit Rate()
    {
        var isOver = cursor.TryTake("over");
        if (!isOver)
        {
            cursor.TryTake("until");
        }
        var rate = cursor.Number("a rate, such as 10/second");
        var (unit, per) = ("packets", string.Empty);
        if (!cursor.Is("/"))
        {
            // The scanner takes "kbytes/second" for one word, and leaves "kbytes/ second" in two.
            var word = cursor.Peek();
            var slash = word.Text.IndexOf('/');
            unit = slash < 0 ? word.Text : word.Text[..slash];
            per = slash < 0 ? string.Empty : word.Text[(slash + 1)..];
            if (
                word.Kind != LexemeKind.Word
                || unit is not ("packets" or "bytes" or "kbytes" or "mbytes")
            )
            {
                throw cursor.Fault("packets, bytes, kbytes or mbytes, or \"/\" and a unit of time");
            }
            cursor.Take();
            if (slash < 0)
            {
                cursor.Expect("/");
            }
        }
        else
        {
            cursor.Take();
        }
        if (per.Length == 0)
        {
            per = cursor.Expect("a unit of time", Times);
        }
        else if (Array.IndexOf(Times, per) < 0)
        {
            throw cursor.FaultAt(cursor.Last, "a unit of time: second, minute, hour, day or week");
        }
        ulong? burst = null;
        var burstUnit = unit == "packets" ? "packets" : "bytes";
        if (cursor.TryTake("burst"))
        {
            burst = cursor.Number("a burst, such as 5 packets", uint.MaxValue);
            if (cursor.Peek().Text is "packets" or "bytes" or "kbytes" or "mbytes")
            {
                var said = cursor.Take();
                if ((said.Text == "packets") != (unit == "packets"))
                {
                    throw cursor.FaultAt(
                        said,
                        unit == "packets"
                            ? "packets, as the rate is one of packets"
                            : "bytes, kbytes or mbytes, as the rate is one of bytes"
                    );
                }
                burstUnit = said.Text;
            }
        }
        return new Statement.Limit(isOver, rate, unit, per, burst, burstUnit);
    }

    /// <summary>A counter's words behind <c>counter</c>, or those of an object's block.</summary>
    internal Statement Counter()
    {
        if (cursor.Is("name"))
        {
            return Reference("counter");
        }
        return Counts();
    }

    internal Statement.Counter Counts()
    {
        ulong? packets = null;
        ulong? bytes = null;
        while (cursor.Is("packets") || cursor.Is("bytes"))
        {
            if (cursor.Take().Text == "packets")
            {
                packets = cursor.Number("a number of packets");
            }
            else
            {
                bytes = cursor.Number("a number of bytes");
            }
        }
        return new Statement.Counter(packets, bytes);
    }

    internal Statement Quota() => cursor.Is("name") ? Reference("quota") : Amount();

    internal Statement.Quota Amount()
    {
        var isOver = cursor.TryTake("over");
        if (!isOver)
        {
            cursor.TryTake("until");
        }
        var amount = cursor.Number("an amount, such as 25 mbytes");
        var unit = cursor.Expect("a unit", "bytes", "kbytes", "mbytes");
        ulong? used = null;
        var usedUnit = "bytes";
        if (cursor.TryTake("used"))
        {
            used = cursor.Number("an amount, such as 25 mbytes");
            usedUnit = cursor.Expect("a unit", "bytes", "kbytes", "mbytes");
        }
        return new Statement.Quota(isOver, amount, unit, used, usedUnit);
    }

    private static readonly string[] Times = ["second", "minute", "hour", "day", "week"];

    private Statement Last() =>
        !cursor.TryTake("used") || cursor.TryTake("never")
            ? new Statement.LastUse(null)
            : new Statement.LastUse(cursor.Duration("never, or a span of time such as 1h30m"));

    private Statement ConnectionLimit()
    {
        cursor.Expect("count");
        var isOver = cursor.TryTake("over");
        return new Statement.ConnectionLimit(
            isOver,
            (uint)cursor.Number("a number of connections", uint.MaxValue)
        );
    }

    /// <summary>Options of a synproxy, on one line or as the lines of an object's block.</summary>
    internal Statement.Synproxy SynproxyOptions()
    {
        uint? mss = null;
        uint? wscale = null;
        var flags = new List<string>();
        while (true)
        {
            if (cursor.TryTake("mss"))
            {
                mss = (uint)cursor.Number("a segment size", ushort.MaxValue);
            }
            else if (cursor.TryTake("wscale"))
            {
                wscale = (uint)cursor.Number("a window scale, at most 14", 14);
            }
            else if (cursor.Is("timestamp") || cursor.Is("sack-perm"))
            {
                flags.Add(cursor.Take().Text);
            }
            else
            {
                return new Statement.Synproxy(mss, wscale, flags.ToEquatableArray());
            }
        }
    }

    private Statement Synproxy() => cursor.Is("name") ? Reference("synproxy") : SynproxyOptions();
}
