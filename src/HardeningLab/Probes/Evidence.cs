namespace HardeningLab.Probes;

/// <summary>Why a verdict is believed.</summary>
/// <param name="Summary">One line for people.</param>
/// <param name="Reply">What came back, in the protocol's words; null when nothing did.</param>
/// <param name="Arrived">Whether the packet was seen at the target's link; null when nobody looked.</param>
/// <param name="Delivered">Whether it passed the target's last input hook; null when nobody looked.</param>
/// <param name="Rule">The rule that decided, if known.</param>
/// <param name="Attempts">How often the question was sent, 1 or more.</param>
public sealed record Evidence(
    string Summary,
    string? Reply,
    bool? Arrived,
    bool? Delivered,
    DecidingRule? Rule,
    int Attempts
);
