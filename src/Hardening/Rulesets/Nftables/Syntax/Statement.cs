namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>One part of a rule (nft(8), STATEMENTS).</summary>
internal abstract record Statement
{
    private Statement() { }

    /// <summary>The rest counts only where this holds.</summary>
    /// <param name="Left">What is asked.</param>
    /// <param name="Operator"><c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&gt;</c>, <c>&lt;=</c>, <c>&gt;=</c>, <c>!</c> (none of these flags), or nothing.</param>
    /// <param name="Right">What it is compared with.</param>
    /// <param name="Mask">Of flags alone: <c>tcp flags syn / syn,ack</c>.</param>
    public sealed record Match(
        Expression Left,
        string Operator,
        Expression Right,
        Expression? Mask = null
    ) : Statement;

    /// <summary>A map that decides: <c>tcp dport vmap { 22 : accept }</c>.</summary>
    public sealed record VerdictMap(Expression Key, Expression Map) : Statement;

    /// <summary>The verdict of all packets that come here.</summary>
    public sealed record Decide(Verdict Verdict) : Statement;

    /// <summary>Counts packets.</summary>
    /// <param name="Packets">Null if it was not said.</param>
    /// <param name="Bytes">Null if it was not said.</param>
    public sealed record Counter(ulong? Packets, ulong? Bytes) : Statement;

    /// <summary>A stateful object of the table.</summary>
    /// <param name="Kind"><c>counter</c>, <c>quota</c>, <c>limit</c>, <c>synproxy</c>, <c>tunnel</c>…</param>
    /// <param name="Name">Its name, or a map that gives one.</param>
    public sealed record ObjectReference(string Kind, Expression Name) : Statement;

    /// <summary>Holds up to a rate, or over it.</summary>
    /// <param name="IsOver">Whether it holds over the rate.</param>
    /// <param name="Rate">How many in a unit of time.</param>
    /// <param name="Unit"><c>packets</c>, <c>bytes</c>, <c>kbytes</c> or <c>mbytes</c>.</param>
    /// <param name="Per"><c>second</c>, <c>minute</c>, <c>hour</c>, <c>day</c> or <c>week</c>.</param>
    /// <param name="Burst">How many more may come at once; null if it was not said.</param>
    /// <param name="BurstUnit">Of the burst.</param>
    public sealed record Limit(
        bool IsOver,
        ulong Rate,
        string Unit,
        string Per,
        ulong? Burst,
        string BurstUnit
    ) : Statement;

    /// <summary>Holds until so many bytes have come, or from then on.</summary>
    public sealed record Quota(bool IsOver, ulong Amount, string Unit, ulong? Used, string UsedUnit)
        : Statement;

    /// <summary>Remembers when a packet last came.</summary>
    /// <param name="Used">How long ago in milliseconds; null if never.</param>
    public sealed record LastUse(ulong? Used) : Statement;

    /// <summary>Holds up to so many connections, or over it.</summary>
    public sealed record ConnectionLimit(bool IsOver, uint Count) : Statement;

    /// <summary>Writes to the log.</summary>
    public sealed record Log(
        Expression? Prefix,
        string? Level,
        uint? Group,
        uint? Snaplen,
        uint? QueueThreshold,
        EquatableArray<string> Flags
    ) : Statement;

    /// <summary>Drops and tells the sender.</summary>
    /// <param name="With"><c>icmp</c>, <c>icmpv6</c>, <c>icmpx</c>, <c>tcp reset</c> or null.</param>
    /// <param name="Code">The code of the message.</param>
    /// <param name="SaysType">Whether <c>type</c> stands before the code, as older versions want it.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Reject(string? With, Expression? Code, bool SaysType, SourcePoint Point)
        : Statement;

    /// <summary>Gives the connection other addresses.</summary>
    /// <param name="Kind"><c>snat</c>, <c>dnat</c>, <c>masquerade</c>, <c>redirect</c> or <c>tproxy</c>.</param>
    /// <param name="Family"><c>ip</c>, <c>ip6</c> or null.</param>
    /// <param name="IsPrefix">Whether prefixes are mapped onto prefixes.</param>
    /// <param name="Address">The address; with a map it may hold ports as well.</param>
    /// <param name="Port">The port.</param>
    /// <param name="Flags"><c>random</c>, <c>fully-random</c>, <c>persistent</c>.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Translate(
        string Kind,
        string? Family,
        bool IsPrefix,
        Expression? Address,
        Expression? Port,
        EquatableArray<string> Flags,
        SourcePoint Point
    ) : Statement;

    /// <summary>The packet is not to be tracked.</summary>
    public sealed record Notrack : Statement;

    /// <summary>Writes a value: <c>meta mark set 1</c>.</summary>
    /// <param name="Key">What is written.</param>
    /// <param name="Value">The value.</param>
    public sealed record Assign(Expression Key, Expression Value) : Statement;

    /// <summary>Takes an option out of TCP: <c>reset tcp option sack-perm</c>.</summary>
    public sealed record ResetOption(Expression Option) : Statement;

    /// <summary>Hands the packet to a program.</summary>
    /// <param name="To">A number, a range, or an expression; null for queue 0.</param>
    /// <param name="Flags"><c>bypass</c>, <c>fanout</c>.</param>
    public sealed record Queue(Expression? To, EquatableArray<string> Flags) : Statement;

    /// <summary>Sends a copy elsewhere.</summary>
    public sealed record Duplicate(Expression To, Expression? Device) : Statement;

    /// <summary>Sends the packet out by another interface.</summary>
    public sealed record Forward(string? Family, Expression? Address, Expression Device)
        : Statement;

    /// <summary>Changes a set from the packet path: <c>update @name { ip saddr timeout 60s }</c>.</summary>
    /// <param name="Operation"><c>add</c>, <c>update</c> or <c>delete</c>.</param>
    /// <param name="Set">The set's name.</param>
    /// <param name="Key">The element, perhaps with a timeout.</param>
    /// <param name="Data">What a map has for it.</param>
    /// <param name="Statements">What comes with it.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record ChangeSet(
        string Operation,
        string Set,
        Expression Key,
        Expression? Data,
        EquatableArray<Statement> Statements,
        SourcePoint Point
    ) : Statement;

    /// <summary>A set that the rule itself makes: <c>meter name { ip saddr limit rate 1/second }</c>.</summary>
    public sealed record Meter(
        string Name,
        uint? Size,
        Expression Key,
        EquatableArray<Statement> Statements
    ) : Statement;

    /// <summary>Answers for a server until the handshake is done.</summary>
    public sealed record Synproxy(uint? Mss, uint? Wscale, EquatableArray<string> Flags)
        : Statement;

    /// <summary>Lets a flow table take the connection over.</summary>
    public sealed record Offload(string Flowtable) : Statement;

    /// <summary>A match or target of iptables-nft, which nft only names.</summary>
    public sealed record Xt(string Kind, string Name) : Statement;
}
