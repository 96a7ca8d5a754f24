using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Wrappers;

/// <summary>
/// The addresses whose texts match a pattern, as getnameinfo(3) of glibc writes texts: <c>192.0.2.*</c> is a question about
/// texts to libwrap. Each way in which an address of IPv6 can be written is followed by itself.
/// </summary>
internal sealed class AddressTexts
{
    private readonly PacketSpace space;
    private readonly PacketField address;

    private const int Groups = 8;

    private static readonly UInt128 MappedUpper = (UInt128)0xffff << 32;

    private static readonly UInt128 UpperMask = UInt128.MaxValue << 32;

    private Dictionary<(int Start, int Length), PacketSet>? shapes;

    /// <param name="space">Where the sets live.</param>
    /// <param name="address">Source or destination.</param>
    internal AddressTexts(PacketSpace space, PacketField address) =>
        (this.space, this.address) = (space, address);

    /// <summary>Of IPv6, the addresses that libwrap takes for those of IPv4; 255.255.255.255 it does not.</summary>
    internal PacketSet Mapped =>
        space.Family == IpFamily.IPv4
            ? space.None
            : space.Masked(address, UpperMask, MappedUpper) - Single(MappedUpper | uint.MaxValue);

    /// <summary>Those whose texts have a zone.</summary>
    internal PacketSet LinkLocal =>
        space.Family == IpFamily.IPv4
            ? space.None
            : space.Masked(address, (UInt128)0x3ff << 118, (UInt128)0x3fa << 118)
                | space.Masked(address, (UInt128)0xff0f << 112, (UInt128)0xff02 << 112);

    internal PacketSet Single(UInt128 bits) => space.OneOf(address, new ValueRange(bits, bits));

    /// <summary>The address of IPv4 that is written just so; null where that is not one range.</summary>
    internal ValueRange? RangeOf(string text) =>
        Address.TryParse(text, out var read, out _)
        && read.Family == IpFamily.IPv4
        && NumericHost.Of(read).Equals(text, StringComparison.OrdinalIgnoreCase)
            ? RangeOf((uint)read.Bits, 0)
            : null;

    /// <summary>The addresses of a network of IPv4; null where that is not one range, as libwrap takes 255.255.255.255 for no address.</summary>
    internal ValueRange? RangeOf(uint network, uint free)
    {
        var upper = space.Family == IpFamily.IPv4 ? 0 : MappedUpper;
        return (network | free) == uint.MaxValue
            ? null
            : new ValueRange(upper | network, upper | network | free);
    }

    /// <summary>The addresses of a network of IPv6; null where that is not one range, as libwrap takes some of them for those of IPv4.</summary>
    internal ValueRange? RangeOf(Address network, int length)
    {
        var free = length == 128 ? 0 : UInt128.MaxValue >> length;
        var (first, last) = (network.Bits & ~free, network.Bits | free);
        return
            space.Family == IpFamily.IPv4
            || (first <= (MappedUpper | uint.MaxValue) && last >= MappedUpper)
            ? null
            : new ValueRange(first, last);
    }

    /// <summary>The addresses whose texts match.</summary>
    /// <param name="pattern">Not one in brackets, which is no question about texts.</param>
    /// <param name="zone">What to make of a text that matches for some zones and for others not.</param>
    internal PacketSet Matching(TextPattern pattern, PacketSet zone)
    {
        if (pattern is TextPattern.Anything or TextPattern.Known)
        {
            return space.All;
        }
        if (pattern is TextPattern.Literal && !pattern.Text.Contains('%'))
        {
            return Spelt(pattern.Text);
        }
        if (pattern is TextPattern.Beginning && !pattern.Text.Contains(':'))
        {
            return SpeltFrom(pattern.Text.TrimEnd('.').Split('.'), pattern.Text);
        }
        var states = new WildcardStates(pattern);
        PacketSet Finish(int state) => states.Accepts(state) ? space.All : space.None;
        var narrow = new Spelling(this, states, Finish);
        if (space.Family == IpFamily.IPv4)
        {
            return narrow.Dotted(states.Start);
        }
        PacketSet EndInZone(int state)
        {
            var behind = states.Step(state, '%');
            return states.MatchesAllBehind(behind) ? space.All
                : states.MatchesSomeBehind(behind) ? zone
                : space.None;
        }
        var broadcast = MappedUpper | uint.MaxValue;
        return Mapped.IfThenElse(
            narrow.Dotted(states.Start),
            Single(broadcast)
                .IfThenElse(
                    Finish(states.Step(states.Start, "::ffff:255.255.255.255")),
                    LinkLocal.IfThenElse(
                        Written(new Spelling(this, states, EndInZone), states.Start),
                        Written(narrow, states.Start)
                    )
                )
        );
    }

    /// <summary>The address that is written just so; most lists are made of such, so there is a short way to them.</summary>
    private PacketSet Spelt(string text)
    {
        if (
            !Address.TryParse(text, out var read, out _)
            || !NumericHost.Of(read).Equals(text, StringComparison.OrdinalIgnoreCase)
        )
        {
            return space.None;
        }
        return (read.Family, space.Family) switch
        {
            (IpFamily.IPv4, IpFamily.IPv4) => Single(read.Bits),
            (IpFamily.IPv4, _) => Single(MappedUpper | read.Bits) & Mapped,
            (_, IpFamily.IPv4) => space.None,
            _ => Single(read.Bits) - Mapped - LinkLocal,
        };
    }

    /// <summary>Those of IPv4 that begin with some numbers; no text of IPv6 has a dot before its first colon.</summary>
    private PacketSet SpeltFrom(string[] parts, string text)
    {
        var whole = string.Join(
            '.',
            parts.Concat(Enumerable.Repeat("0", 4 - Math.Min(4, parts.Length)))
        );
        if (
            parts.Length > 3
            || $"{string.Join('.', parts)}." != text
            || !Address.TryParse(whole, out var first, out _)
        )
        {
            return space.None;
        }
        var mask = (UInt128)(uint.MaxValue << (32 - 8 * parts.Length));
        var set = space.Masked(address, mask, first.Bits);
        return space.Family == IpFamily.IPv4 ? set : set & Mapped;
    }

    /// <summary>The same, but of the texts of IPv6 it is left open which match.</summary>
    /// <param name="pattern">One for texts.</param>
    /// <param name="wide">What to make of every text of IPv6.</param>
    internal PacketSet MatchingNarrow(TextPattern pattern, PacketSet wide)
    {
        var states = new WildcardStates(pattern);
        var narrow = new Spelling(
            this,
            states,
            state => states.Accepts(state) ? space.All : space.None
        ).Dotted(states.Start);
        return space.Family == IpFamily.IPv4 ? narrow : Mapped.IfThenElse(narrow, wide);
    }

    private PacketSet Written(Spelling spelling, int start)
    {
        var set = space.None;
        foreach (var ((first, length), shape) in Shapes())
        {
            set |= shape & spelling.Grouped(start, first, length);
        }
        return set;
    }

    /// <summary>The addresses by the zeros that <c>::</c> stands for: the first of the longest runs, of two groups or more.</summary>
    private Dictionary<(int Start, int Length), PacketSet> Shapes()
    {
        if (shapes is not null)
        {
            return shapes;
        }
        shapes = [];
        var isZero = Enumerable
            .Range(0, Groups)
            .Select(group => space.Masked(address, (UInt128)0xffff << Shift(group), 0))
            .ToArray();
        for (var zeros = 0; zeros < 1 << Groups; zeros++)
        {
            var set = space.All;
            for (var group = 0; group < Groups; group++)
            {
                set &= (zeros >> group & 1) != 0 ? isZero[group] : ~isZero[group];
            }
            var gap = LongestRun(zeros);
            shapes[gap] = shapes.TryGetValue(gap, out var others) ? others | set : set;
        }
        return shapes;
    }

    private static (int Start, int Length) LongestRun(int zeros)
    {
        var longest = (Start: -1, Length: 0);
        var run = 0;
        for (var group = 0; group < Groups; group++)
        {
            run = (zeros >> group & 1) != 0 ? run + 1 : 0;
            if (run > 1 && run > longest.Length)
            {
                longest = (group - run + 1, run);
            }
        }
        return longest;
    }

    private static int Shift(int group) => 16 * (Groups - 1 - group);

    /// <summary>The addresses that, written in one way, are taken by the states of a pattern.</summary>
    /// <param name="of">The addresses.</param>
    /// <param name="states">The pattern.</param>
    /// <param name="end">What to make of a state that the whole text led to.</param>
    private sealed class Spelling(AddressTexts of, WildcardStates states, Func<int, PacketSet> end)
    {
        private readonly Dictionary<(int Part, int State), PacketSet> octets = [];
        private readonly Dictionary<(int, int, int, bool), PacketSet> nibbles = [];

        /// <summary>The last 32 bits as four decimal numbers.</summary>
        internal PacketSet Dotted(int state, int part = 0)
        {
            if (state == WildcardStates.Dead)
            {
                return of.space.None;
            }
            if (part == 4)
            {
                return end(state);
            }
            if (!octets.TryGetValue((part, state), out var set))
            {
                set = Choice(
                    24 - 8 * part,
                    256,
                    value =>
                    {
                        var next = states.Step(
                            state,
                            value.ToString(System.Globalization.CultureInfo.InvariantCulture)
                        );
                        return Dotted(part < 3 ? states.Step(next, '.') : next, part + 1);
                    }
                );
                octets[(part, state)] = set;
            }
            return set;
        }

        /// <summary>All groups in hexadecimal digits but those that <c>::</c> stands for.</summary>
        /// <param name="state">Where the pattern stands.</param>
        /// <param name="gap">The first group that is not written; -1 if all are.</param>
        /// <param name="length">How many are not.</param>
        internal PacketSet Grouped(int state, int gap, int length)
        {
            nibbles.Clear();
            return Group(state, 0, gap, length);
        }

        private PacketSet Group(int state, int group, int gap, int length)
        {
            if (state == WildcardStates.Dead)
            {
                return of.space.None;
            }
            if (group == gap)
            {
                state = states.Step(state, ':');
                group += length;
            }
            if (group == Groups)
            {
                return end(gap >= 0 && gap + length == Groups ? states.Step(state, ':') : state);
            }
            state = group > 0 ? states.Step(state, ':') : state;
            return gap == 0 && length == 6
                ? Dotted(state)
                : Digit(state, group, 0, gap, length, hasBegun: false);
        }

        private PacketSet Digit(int state, int group, int digit, int gap, int length, bool hasBegun)
        {
            if (digit == 4)
            {
                return Group(state, group + 1, gap, length);
            }
            if (state == WildcardStates.Dead)
            {
                return of.space.None;
            }
            if (!nibbles.TryGetValue((state, group, digit, hasBegun), out var set))
            {
                set = Choice(
                    Shift(group) + 12 - 4 * digit,
                    16,
                    value =>
                    {
                        var isWritten = hasBegun || value > 0 || digit == 3;
                        return Digit(
                            isWritten ? states.Step(state, "0123456789abcdef"[value]) : state,
                            group,
                            digit + 1,
                            gap,
                            length,
                            isWritten
                        );
                    }
                );
                nibbles[(state, group, digit, hasBegun)] = set;
            }
            return set;
        }

        private PacketSet Choice(int shift, int count, Func<int, PacketSet> then)
        {
            var set = of.space.None;
            var mask = (UInt128)(uint)(count - 1) << shift;
            for (var value = 0; value < count; value++)
            {
                set |=
                    of.space.Masked(of.address, mask, (UInt128)(uint)value << shift) & then(value);
            }
            return set;
        }
    }
}
