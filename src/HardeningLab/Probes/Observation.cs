using HardeningLab.Taps;

namespace HardeningLab.Probes;

/// <summary>What came of a probe, and everything that was seen of it.</summary>
/// <param name="Verdict">The verdict; never <see cref="Verdict.KeptOut"/>.</param>
/// <param name="Summary">Why, in one line.</param>
/// <param name="Reply">What the service said; null if it said nothing.</param>
/// <param name="Arrived">Whether its first packet was seen at the target's link.</param>
/// <param name="Delivered">Whether it passed the target's last input hook; null while nobody looked.</param>
/// <param name="Rule">Where the kernel says that it ended; null if it did not say.</param>
/// <param name="Attempts">How often it was sent, one or more.</param>
/// <param name="Elapsed">From the first packet of the last attempt to the verdict.</param>
public sealed record Observation(
    Verdict Verdict,
    string Summary,
    string? Reply,
    bool Arrived,
    bool? Delivered,
    RuleHandle? Rule,
    int Attempts,
    TimeSpan Elapsed
);
