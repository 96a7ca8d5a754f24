namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>The kinds of stateful objects (nft(8), STATEFUL OBJECTS).</summary>
internal abstract record StatefulKind
{
    private StatefulKind() { }

    /// <summary>A counter, quota, limit or synproxy: what the statement says, under a name.</summary>
    /// <param name="Keyword">The kind's name.</param>
    /// <param name="Statement">What it says.</param>
    public sealed record Named(string Keyword, Statement Statement) : StatefulKind;

    /// <summary><c>ct helper</c>.</summary>
    public sealed record Helper(string Type, string Protocol, string? L3Protocol) : StatefulKind;

    /// <summary><c>ct timeout</c>.</summary>
    /// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="L3Protocol"><c>ip</c> or <c>ip6</c>.</param>
    /// <param name="Policy">Seconds of each state.</param>
    public sealed record Timeout(
        string Protocol,
        string? L3Protocol,
        EquatableArray<(string State, ulong Seconds)> Policy
    ) : StatefulKind;

    /// <summary><c>ct expectation</c>.</summary>
    /// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="DestinationPort">The port.</param>
    /// <param name="Milliseconds">How long it is expected.</param>
    /// <param name="Size">How many.</param>
    /// <param name="L3Protocol"><c>ip</c> or <c>ip6</c>.</param>
    public sealed record Expectation(
        string Protocol,
        uint DestinationPort,
        ulong Milliseconds,
        uint Size,
        string? L3Protocol
    ) : StatefulKind;

    /// <summary><c>secmark</c>.</summary>
    public sealed record Secmark(string Context) : StatefulKind;

    /// <summary><c>tunnel</c>: its properties as they were written, which say nothing of packets.</summary>
    /// <param name="Lines">Each line of the block with one blank between words; blocks within are lines, too.</param>
    public sealed record Tunnel(EquatableArray<string> Lines) : StatefulKind;
}
