using Hardening.Rulesets.Nftables.Datatypes;

namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>What rules ask of packets, and what they compare it with (nft(8), EXPRESSIONS).</summary>
internal abstract record Expression
{
    private Expression() { }

    /// <summary>A word or a number as it was written, before anybody asked what it means.</summary>
    /// <param name="Text">Without quotes.</param>
    /// <param name="IsQuoted">Whether it stood in quotes.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Symbol(string Text, bool IsQuoted, SourcePoint Point) : Expression;

    /// <summary>A value of a data type.</summary>
    /// <param name="Type">The data type, which says how it is printed.</param>
    /// <param name="Value">Its bits, right-aligned.</param>
    public sealed record Constant(Datatype Type, UInt128 Value) : Expression;

    /// <summary>A value that is text: the name of an interface, of a helper, of an object.</summary>
    /// <param name="Type">The data type.</param>
    /// <param name="Value">Without quotes; a last <c>*</c> stands for any end.</param>
    public sealed record TextConstant(Datatype Type, string Value) : Expression;

    /// <summary>The element of a set that stands for all others: <c>*</c>.</summary>
    public sealed record Wildcard : Expression;

    /// <summary>The first bits of a value: <c>10.0.0.0/8</c>.</summary>
    public sealed record Prefix(Expression Value, int Length) : Expression;

    /// <summary>Values from one to another, both included.</summary>
    public sealed record Interval(Expression First, Expression Last) : Expression;

    /// <summary>Several at once: <c>ip saddr . tcp dport</c>.</summary>
    public sealed record Concatenation(EquatableArray<Expression> Parts) : Expression;

    /// <summary>Alternatives of flags: <c>established,related</c>.</summary>
    public sealed record Alternatives(EquatableArray<Expression> Items) : Expression;

    /// <summary>A set or map without a name.</summary>
    public sealed record SetLiteral(EquatableArray<Expression> Elements, SourcePoint Point)
        : Expression;

    /// <summary>An element that carries more than its key.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Timeout">For how long it stays once it is added, in milliseconds.</param>
    /// <param name="Expires">For how long it still stays, in milliseconds.</param>
    /// <param name="Statements">Counters, limits, and so on.</param>
    /// <param name="Comment">A remark.</param>
    public sealed record Element(
        Expression Key,
        ulong? Timeout,
        ulong? Expires,
        EquatableArray<Statement> Statements,
        string? Comment
    ) : Expression;

    /// <summary>An element of a map: <c>22 : accept</c>.</summary>
    public sealed record Mapping(Expression Key, Expression Data) : Expression;

    /// <summary>What a verdict map or a rule decides.</summary>
    public sealed record VerdictValue(Verdict Verdict) : Expression;

    /// <summary>A named set or map: <c>@name</c>.</summary>
    public sealed record SetReference(string Name, SourcePoint Point) : Expression;

    /// <summary>Two values combined bit by bit, or one shifted.</summary>
    /// <param name="Operator"><c>&amp;</c>, <c>|</c>, <c>^</c>, <c>&lt;&lt;</c> or <c>&gt;&gt;</c>.</param>
    /// <param name="Left">The left operand.</param>
    /// <param name="Right">The right operand.</param>
    public sealed record Bitwise(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary>What a map has for a key: <c>ip saddr map @name</c>.</summary>
    public sealed record Lookup(Expression Key, Expression Map) : Expression;

    /// <summary>A field of a header: <c>tcp dport</c>.</summary>
    /// <param name="Protocol">The header; <c>th</c> for that of any transport.</param>
    /// <param name="Field">The field.</param>
    /// <param name="Tunnel">The header that the packet is wrapped in, such as <c>vxlan</c>; null for the packet itself.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Payload(string Protocol, string Field, string? Tunnel, SourcePoint Point)
        : Expression;

    /// <summary>Bits of a packet by their place: <c>@th,16,16</c>.</summary>
    /// <param name="Base"><c>ll</c>, <c>nh</c>, <c>th</c> or <c>ih</c>.</param>
    /// <param name="Offset">In bits.</param>
    /// <param name="Length">In bits.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record RawPayload(string Base, int Offset, int Length, SourcePoint Point)
        : Expression;

    /// <summary>An extension header of IPv6, an option of TCP or IP, or a chunk of SCTP, or a field of one.</summary>
    /// <param name="Kind"><c>exthdr</c>, <c>tcp option</c>, <c>ip option</c>, <c>dccp option</c> or <c>sctp chunk</c>.</param>
    /// <param name="Name">Which; <c>@255,8,8</c> for bits of a TCP option.</param>
    /// <param name="Field">Null where it is asked whether it is there.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Extension(string Kind, string Name, string? Field, SourcePoint Point)
        : Expression;

    /// <summary>What the kernel knows of the packet: <c>meta mark</c>.</summary>
    public sealed record Meta(string Key, SourcePoint Point) : Expression;

    /// <summary>What connection tracking knows: <c>ct original ip saddr</c>.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Direction"><c>original</c>, <c>reply</c> or null.</param>
    /// <param name="Family"><c>ip</c>, <c>ip6</c> or null.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Conntrack(string Key, string? Direction, string? Family, SourcePoint Point)
        : Expression;

    /// <summary>What a route lookup says: <c>fib saddr . iif oif</c>.</summary>
    /// <param name="Flags">What is looked up.</param>
    /// <param name="Result"><c>oif</c>, <c>oifname</c>, <c>type</c> or <c>check</c>.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Fib(EquatableArray<string> Flags, string Result, SourcePoint Point)
        : Expression;

    /// <summary>What the socket says that the packet belongs to.</summary>
    /// <param name="Key"><c>transparent</c>, <c>mark</c>, <c>wildcard</c> or <c>cgroupv2</c>.</param>
    /// <param name="Level">Of <c>cgroupv2</c>.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Socket(string Key, int? Level, SourcePoint Point) : Expression;

    /// <summary>What the packet's route says: <c>rt ip nexthop</c>.</summary>
    public sealed record Routing(string Key, string? Family, SourcePoint Point) : Expression;

    /// <summary>What IPsec says: <c>ipsec in spnum 0 reqid</c>.</summary>
    public sealed record Ipsec(
        string Direction,
        uint Number,
        string? Family,
        string Key,
        SourcePoint Point
    ) : Expression;

    /// <summary>Which system the sender seems to run: <c>osf name</c>.</summary>
    /// <param name="Ttl"><c>loose</c>, <c>skip</c> or null.</param>
    /// <param name="Key"><c>name</c> or <c>version</c>.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Fingerprint(string? Ttl, string Key, SourcePoint Point) : Expression;

    /// <summary>Numbers in turn or by chance: <c>numgen inc mod 2</c>.</summary>
    public sealed record Numgen(string Mode, uint Modulus, uint Offset, SourcePoint Point)
        : Expression;

    /// <summary>A hash: <c>jhash ip saddr mod 2 seed 0xdeadbeef</c>, or <c>symhash mod 2</c>.</summary>
    public sealed record HashOf(
        Expression? Of,
        uint Modulus,
        uint? Seed,
        uint Offset,
        SourcePoint Point
    ) : Expression;

    /// <summary>What the tunnel says that the packet came by: <c>tunnel id</c>.</summary>
    public sealed record TunnelKey(string Key, SourcePoint Point) : Expression;

    /// <summary>An expression of iptables-nft that nft only names.</summary>
    public sealed record Xt(string Kind, string Name) : Expression;
}
