namespace HardeningLab.Taps;

/// <summary>
/// Watches what becomes of packets at the target: arrival on a link, delivery past the last input hook, and the rule that
/// ended them. All of it is read by one thread, in the order that makes a fence a proof.
/// </summary>
internal sealed class Observer : IDisposable
{
    private const ushort DeliveredGroup = 64111;
    private const ushort LegacyTraceGroup = 0;
    private const string Logger = "nfnetlink_log";

    private Observer(LogTap delivered, RuleTrace trace, LogTap? legacy)
    {
        Delivered = delivered;
        Trace = trace;
        Legacy = legacy;
    }

    /// <summary>
    /// Loaded after the rules under test, since those may begin with <c>flush ruleset</c>. It decides nothing: the chains
    /// only mark and log, before the first and after the last hook of anybody.
    /// </summary>
    internal const string Ruleset = """
        table inet hlab_observer
        delete table inet hlab_observer
        table inet hlab_observer {
            chain arrived {
                type filter hook prerouting priority -2147483648; policy accept;
                tcp flags & (fin | syn | rst | ack) == syn meta nftrace set 1
                meta l4proto udp meta nftrace set 1
            }
            chain left {
                type filter hook output priority -2147483648; policy accept;
                oifname "lo" tcp flags & (fin | syn | rst | ack) == syn meta nftrace set 1
                oifname "lo" meta l4proto udp meta nftrace set 1
            }
            chain delivered {
                type filter hook input priority 2147483647; policy accept;
                log group 64111 snaplen 128 queue-threshold 1
            }
        }

        """;

    /// <summary>Takes the table out again, whether or not it is there.</summary>
    internal const string Removal = """
        table inet hlab_observer
        delete table inet hlab_observer

        """;

    internal LogTap Delivered { get; }

    internal RuleTrace Trace { get; }

    /// <summary>Traces of legacy tables; null where none are in play.</summary>
    internal LogTap? Legacy { get; }

    /// <summary>Opens the taps in the namespace that the calling thread stands in.</summary>
    internal static Observer Open(bool withLegacy) =>
        new(
            new LogTap(DeliveredGroup),
            new RuleTrace(),
            withLegacy && TakeLegacyTraces() ? new LogTap(LegacyTraceGroup) : null
        );

    /// <summary>
    /// Has the kernel hand traces of legacy tables to a log group instead of its own log, which is silent outside the initial
    /// namespace. In a container only its engine may set that; where it did not, rules stay unnamed and verdicts the same.
    /// </summary>
    private static bool TakeLegacyTraces() =>
        Array.TrueForAll<string>(
            ["2", "10"],
            protocolFamily =>
            {
                var setting = $"/proc/sys/net/netfilter/nf_log/{protocolFamily}";
                try
                {
                    if (!File.ReadAllText(setting).StartsWith(Logger, StringComparison.Ordinal))
                    {
                        File.WriteAllText(setting, Logger);
                    }
                    return true;
                }
                catch (Exception refused)
                    when (refused is IOException or UnauthorizedAccessException)
                {
                    return false;
                }
            }
        );

    /// <summary>What to wait on for news.</summary>
    internal IEnumerable<int> Descriptors =>
        Legacy is null
            ? [Delivered.Descriptor, Trace.Descriptor]
            : [Delivered.Descriptor, Trace.Descriptor, Legacy.Descriptor];

    public void Dispose()
    {
        Delivered.Dispose();
        Trace.Dispose();
        Legacy?.Dispose();
    }
}
