using System.Globalization;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads what of a packet is asked (nft(8), PRIMARY EXPRESSIONS and PAYLOAD EXPRESSIONS).</summary>
/// <param name="cursor">The words.</param>
internal sealed class SelectorReader(Cursor cursor)
{
    private static readonly string[] Tunnels = ["vxlan", "geneve", "gre", "gretap"];
    private static readonly string[] Extensions =
    [
        "hbh",
        "rt",
        "rt0",
        "rt2",
        "srh",
        "frag",
        "dst",
        "mh",
    ];

    /// <summary>Whether such a question begins here.</summary>
    internal bool IsAhead
    {
        get
        {
            var first = cursor.Peek();
            if (first.Kind != LexemeKind.Word)
            {
                return IsRawAhead(cursor);
            }
            var next = cursor.Peek(1);
            return first.Text switch
            {
                "meta"
                or "ct"
                or "fib"
                or "socket"
                or "osf"
                or "numgen"
                or "jhash"
                or "symhash"
                or "ipsec"
                or "tunnel"
                or "exthdr" => first.Text switch
                {
                    // "ipsec" alone is meta's key.
                    "ipsec" => true,
                    "tunnel" => next.Text != "name",
                    _ => true,
                },
                "icmpv6" or "icmp" or "ip" or "ip6" or "arp" or "ether" or "vlan" or "tcp" =>
                    next.Kind is LexemeKind.Word,
                _ when Headers.Find(first.Text) is not null
                        || Array.IndexOf(Extensions, first.Text) >= 0
                        || first.Text == "auth" => next.Kind == LexemeKind.Word,
                _ => MetaKeys.IsBare(first.Text),
            };
        }
    }

    /// <summary>Whether bits by their place are asked, and not a set.</summary>
    internal static bool IsRawAhead(Cursor cursor) =>
        cursor.Is("@")
        && (
            cursor.Peek(1).Text is "ll" or "nh" or "th" or "ih" && cursor.Peek(2).Is(",")
            || cursor.Peek(1).Kind == LexemeKind.Number
        );

    internal Expression Read()
    {
        if (cursor.Is("@"))
        {
            return Raw();
        }
        var first = cursor.Take();
        var point = first.Point;
        return first.Text switch
        {
            "meta" => Meta(point),
            "ct" => Conntrack(point),
            "fib" => Fib(point),
            "socket" => Socket(point),
            "osf" => Fingerprint(point),
            "numgen" => Numgen(point),
            "jhash" => Hash(point, true),
            "symhash" => Hash(point, false),
            "ipsec" when cursor.Is("in") || cursor.Is("out") => Ipsec(point),
            "ipsec"
                when !cursor.AtEnd && cursor.Peek().Text.Length == 1
                    || cursor.Peek().Text is "exists" or "missing" => new Expression.Meta(
                "ipsec",
                point
            ),
            "ipsec" => throw cursor.Fault("in or out"),
            "tunnel" => new Expression.TunnelKey(cursor.Expect("a key", "id", "path"), point),
            "exthdr" => new Expression.Extension(
                "exthdr",
                cursor.Expect("an extension header", Extensions),
                null,
                point
            ),
            "rt"
                when cursor.Peek().Text is not ("nexthdr" or "hdrlength" or "type" or "seg-left") =>
                Routing(point),
            "tcp" when cursor.TryTake("option") => TcpOption(point),
            "ip" when cursor.TryTake("option") => IpOption(point),
            "dccp" when cursor.TryTake("option") => new Expression.Extension(
                "dccp option",
                cursor
                    .Number("the number of an option", 255)
                    .ToString(CultureInfo.InvariantCulture),
                null,
                point
            ),
            "sctp" when cursor.TryTake("chunk") => Chunk(point),
            "arp" => Arp(point),
            _ when Array.IndexOf(Extensions, first.Text) >= 0 => Extension(first.Text, point),
            _ when Array.IndexOf(Tunnels, first.Text) >= 0
                    && Headers.Find(first.Text)!.Find(cursor.Peek().Text) is null => Wrapped(
                first.Text,
                point
            ),
            "auth" => Payload("ah", null, point),
            _ when Headers.Find(first.Text) is not null => Payload(first.Text, null, point),
            _ => new Expression.Meta(MetaKeys.Canonical(first.Text), point),
        };
    }

    private Expression.Payload Payload(string protocol, string? tunnel, SourcePoint point)
    {
        // Callers found the header.
        var header = Headers.Find(protocol)!;
        var lexeme = cursor.Peek();
        var name = (protocol, lexeme.Text) switch
        {
            ("vlan", "cfi") => "dei",
            ("udplite", "cscov") => "csumcov",
            ("icmp", "gw") => "gateway",
            _ => lexeme.Text,
        };
        if (lexeme.Kind != LexemeKind.Word || header.Find(name) is null)
        {
            throw cursor.Error(
                lexeme.Point,
                $"found {lexeme.Shown}, expected a field of {protocol}: {string.Join(", ", header.Fields.Select(field => field.Name))}"
            );
        }
        cursor.Take();
        return new Expression.Payload(protocol, name, tunnel, point);
    }

    private Expression.Payload Wrapped(string tunnel, SourcePoint point)
    {
        var lexeme = cursor.Peek();
        if (
            lexeme.Kind != LexemeKind.Word
            || Headers.Find(lexeme.Text) is not { Layer: not Layer.Inner }
        )
        {
            throw cursor.Error(
                lexeme.Point,
                $"found {lexeme.Shown}, expected a field of {tunnel} or a header that it carries"
            );
        }
        cursor.Take();
        return Payload(lexeme.Text, tunnel, point);
    }

    private Expression.Payload Arp(SourcePoint point)
    {
        if (cursor.Is("saddr") || cursor.Is("daddr"))
        {
            var side = cursor.Take().Text;
            return new Expression.Payload(
                "arp",
                $"{side} {cursor.Expect("what kind of address", "ether", "ip")}",
                null,
                point
            );
        }
        return Payload("arp", null, point);
    }

    private Expression.RawPayload Raw()
    {
        var point = cursor.Expect("@").Point;
        var start = cursor.Expect("a base", "ll", "nh", "th", "ih");
        cursor.Expect(",");
        var offset = (int)cursor.Number("an offset in bits", ushort.MaxValue);
        cursor.Expect(",");
        var length = (int)cursor.Number("a length in bits", 2048);
        return new Expression.RawPayload(start, offset, length, point);
    }

    private Expression Meta(SourcePoint point)
    {
        var lexeme = cursor.Peek();
        var key = MetaKeys.Canonical(lexeme.Text);
        if (lexeme.Kind != LexemeKind.Word || MetaKeys.Find(key) is null)
        {
            throw cursor.Error(
                lexeme.Point,
                Spelling.Unknown("key of meta", lexeme.Text, MetaKeys.Names.Order())
            );
        }
        cursor.Take();
        return new Expression.Meta(key, point);
    }

    private Expression.Conntrack Conntrack(SourcePoint point)
    {
        string? direction = null;
        string? family = null;
        if (cursor.Is("original") || cursor.Is("reply"))
        {
            direction = cursor.Take().Text;
        }
        if (cursor.Is("ip") || cursor.Is("ip6"))
        {
            family = cursor.Take().Text;
        }
        var lexeme = cursor.Peek();
        if (lexeme.Kind != LexemeKind.Word || ConntrackKeys.Find(lexeme.Text) is null)
        {
            throw cursor.Error(
                lexeme.Point,
                Spelling.Unknown("key of ct", lexeme.Text, ConntrackKeys.Names.Order())
            );
        }
        var rule = ConntrackKeys.Direction(lexeme.Text);
        if (direction is null && rule == "must" || direction is not null && rule == "never")
        {
            throw cursor.Error(
                lexeme.Point,
                direction is null
                    ? $"found ct {lexeme.Text} without a direction, expected ct original {lexeme.Text} or ct reply {lexeme.Text}"
                    : $"found ct {direction} {lexeme.Text}, expected ct {lexeme.Text}, which is the same in both directions"
            );
        }
        if (family is not null && lexeme.Text is not ("saddr" or "daddr"))
        {
            throw cursor.Fault("saddr or daddr");
        }
        cursor.Take();
        return new Expression.Conntrack(lexeme.Text, direction, family, point);
    }

    private Expression.Fib Fib(SourcePoint point)
    {
        var flags = new List<string>
        {
            cursor.Expect("what is looked up", "saddr", "daddr", "mark", "iif", "oif"),
        };
        while (cursor.TryTake("."))
        {
            flags.Add(cursor.Expect("what is looked up", "saddr", "daddr", "mark", "iif", "oif"));
        }
        var result = cursor.Expect("what of the route", "oif", "oifname", "type", "check");
        if (flags.Contains("saddr") == flags.Contains("daddr"))
        {
            throw cursor.Error(
                point,
                "found fib with "
                    + (flags.Contains("saddr") ? "saddr and daddr" : "neither saddr nor daddr")
                    + ", expected one of them, such as fib saddr . iif oif"
            );
        }
        if (flags.Contains("oif") && flags.Contains("iif"))
        {
            throw cursor.Error(point, "found fib with iif and oif, expected one of them");
        }
        // The kernel has one order for them.
        string[] order = ["saddr", "daddr", "mark", "iif", "oif"];
        return new Expression.Fib(order.Where(flags.Contains).ToEquatableArray(), result, point);
    }

    private Expression.Socket Socket(SourcePoint point)
    {
        var key = cursor.Expect("a key", "transparent", "mark", "wildcard", "cgroupv2");
        int? level = null;
        if (key == "cgroupv2")
        {
            cursor.Expect("level");
            level = (int)cursor.Number("a level", 255);
        }
        return new Expression.Socket(key, level, point);
    }

    private Expression.Fingerprint Fingerprint(SourcePoint point)
    {
        var ttl = cursor.TryTake("ttl") ? cursor.Expect("what of the ttl", "loose", "skip") : null;
        return new Expression.Fingerprint(ttl, cursor.Expect("a key", "name", "version"), point);
    }

    private Expression.Numgen Numgen(SourcePoint point)
    {
        var mode = cursor.Expect("how numbers are made", "inc", "random");
        cursor.Expect("mod");
        var modulus = (uint)cursor.Number("a modulus", uint.MaxValue);
        return new Expression.Numgen(mode, modulus, Offset(), point);
    }

    private Expression.HashOf Hash(SourcePoint point, bool isOf)
    {
        var of = isOf ? new ExpressionReader(cursor).Concatenation(full: true) : null;
        cursor.Expect("mod");
        var modulus = (uint)cursor.Number("a modulus", uint.MaxValue);
        uint? seed = null;
        if (isOf && cursor.TryTake("seed"))
        {
            seed = (uint)cursor.Number("a seed", uint.MaxValue);
        }
        return new Expression.HashOf(of, modulus, seed, Offset(), point);
    }

    private uint Offset() =>
        cursor.TryTake("offset") ? (uint)cursor.Number("an offset", uint.MaxValue) : 0;

    private Expression.Ipsec Ipsec(SourcePoint point)
    {
        var direction = cursor.Take().Text;
        var number = cursor.TryTake("spnum")
            ? (uint)cursor.Number("a number, at most 255", 255)
            : 0;
        var family = cursor.Is("ip") || cursor.Is("ip6") ? cursor.Take().Text : null;
        var key = family is null
            ? cursor.Expect("a key", "reqid", "spi")
            : cursor.Expect("a key", "saddr", "daddr");
        return new Expression.Ipsec(direction, number, family, key, point);
    }

    private Expression.Routing Routing(SourcePoint point)
    {
        var family = cursor.Is("ip") || cursor.Is("ip6") ? cursor.Take().Text : null;
        var key = family is null
            ? cursor.Expect("a key", "nexthop", "classid", "mtu", "ipsec")
            : cursor.Expect("a key", "nexthop");
        return new Expression.Routing(key, family, point);
    }

    private Expression.Extension Extension(string name, SourcePoint point)
    {
        var field = cursor.Peek();
        var text = field.Text;
        if (name == "rt2" || field.Kind != LexemeKind.Word)
        {
            return field.Text == "addr" && name == "rt2"
                ? Taken("addr")
                : throw cursor.Fault($"a field of {name}");
        }
        if (cursor.Peek(1).Is("["))
        {
            cursor.Take();
            cursor.Take();
            text += $"[{cursor.Number("which one", 255)}]";
            cursor.Expect("]");
            return Found(text);
        }
        return Taken(text);

        Expression.Extension Taken(string of)
        {
            var found = Found(of);
            cursor.Take();
            return found;
        }

        Expression.Extension Found(string of) =>
            ExtensionFields.Find("exthdr", name, of) is null
                ? throw cursor.Error(
                    field.Point,
                    $"found {field.Shown}, expected a field of {name}: {string.Join(", ", ExtensionFields.Of("exthdr", name).Select(one => one.Name))}"
                )
                : new Expression.Extension("exthdr", name, of, point);
    }

    private Expression.Extension TcpOption(SourcePoint point)
    {
        const string Kind = "tcp option";
        if (cursor.TryTake("@"))
        {
            var number = cursor.Number("the number of an option", 255);
            cursor.Expect(",");
            var offset = cursor.Number("an offset in bits", 2048);
            cursor.Expect(",");
            var length = cursor.Number("a length in bits", 128);
            return new Expression.Extension(Kind, $"@{number},{offset},{length}", null, point);
        }
        var lexeme = cursor.Peek();
        if (lexeme.Kind == LexemeKind.Number)
        {
            var number = (int)cursor.Number("the number of an option", 255);
            return new Expression.Extension(
                Kind,
                ExtensionFields.TcpName(number) ?? number.ToString(CultureInfo.InvariantCulture),
                null,
                point
            );
        }
        var name = lexeme.Text switch
        {
            "noop" => "nop",
            "mss" => "maxseg",
            "sack-permitted" => "sack-perm",
            "sack0" => "sack",
            _ => lexeme.Text,
        };
        if (!ExtensionFields.Exists(Kind, name))
        {
            throw cursor.Error(
                lexeme.Point,
                Spelling.Unknown(Kind, lexeme.Text, ExtensionFields.Names(Kind).Order())
            );
        }
        cursor.Take();
        return Fielded(Kind, name, point);
    }

    private Expression.Extension IpOption(SourcePoint point) =>
        Fielded(
            "ip option",
            cursor.Expect("an option of IP", [.. ExtensionFields.Names("ip option").Order()]),
            point
        );

    private Expression.Extension Chunk(SourcePoint point) =>
        Fielded(
            "sctp chunk",
            cursor.Expect("a chunk of SCTP", [.. ExtensionFields.Names("sctp chunk").Order()]),
            point
        );

    private Expression.Extension Fielded(string kind, string name, SourcePoint point)
    {
        var field = cursor.Peek();
        if (
            field.Kind == LexemeKind.Word
            && ExtensionFields.Find(kind, name, field.Text) is not null
        )
        {
            cursor.Take();
            return new Expression.Extension(kind, name, field.Text, point);
        }
        if (
            field.Text is "exists" or "missing" or "." or "==" or "!=" or "{" or "set"
            || cursor.AtEnd
            || field.Kind == LexemeKind.Number
            || field.Text == "vmap"
        )
        {
            return new Expression.Extension(kind, name, null, point);
        }
        throw cursor.Error(
            field.Point,
            $"found {field.Shown}, expected exists, missing or a field of {kind} {name}: {string.Join(", ", ExtensionFields.Of(kind, name).Select(one => one.Name))}"
        );
    }
}
