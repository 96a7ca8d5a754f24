using System.Collections.Frozen;

namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>The keys of <c>ct</c> and their types (nft(8), CONNTRACK EXPRESSIONS).</summary>
internal static class ConntrackKeys
{
    private static readonly FrozenDictionary<string, Datatype> Types = new Dictionary<
        string,
        Datatype
    >
    {
        ["state"] = StandardTypes.ConntrackState,
        ["direction"] = StandardTypes.ConntrackDirection,
        ["status"] = StandardTypes.ConntrackStatus,
        ["mark"] = StandardTypes.Mark,
        ["secmark"] = StandardTypes.Integer.OfWidth(32),
        ["expiration"] = StandardTypes.Duration,
        ["helper"] = StandardTypes.Text,
        ["timeout"] = StandardTypes.Text,
        ["expectation"] = StandardTypes.Text,
        ["l3proto"] = StandardTypes.Family,
        ["protocol"] = StandardTypes.Protocol,
        ["proto-src"] = StandardTypes.Service,
        ["proto-dst"] = StandardTypes.Service,
        ["label"] = StandardTypes.ConntrackLabel,
        ["event"] = StandardTypes.ConntrackEvent,
        ["zone"] = StandardTypes.Integer.OfWidth(16),
        ["id"] = StandardTypes.Integer.OfWidth(32),
        ["bytes"] = StandardTypes.Integer.OfWidth(64),
        ["packets"] = StandardTypes.Integer.OfWidth(64),
        ["avgpkt"] = StandardTypes.Integer.OfWidth(64),
        // Which family they are of is said beside them, or by the rule.
        ["saddr"] = StandardTypes.Ipv4,
        ["daddr"] = StandardTypes.Ipv4,
    }.ToFrozenDictionary();

    internal static IEnumerable<string> Names => Types.Keys;

    /// <summary>Whether it is asked of one direction: <c>must</c>, <c>may</c>, or <c>never</c>.</summary>
    internal static string Direction(string key) =>
        key switch
        {
            "saddr" or "daddr" or "proto-src" or "proto-dst" => "must",
            "bytes" or "packets" or "avgpkt" or "zone" or "l3proto" or "protocol" => "may",
            _ => "never",
        };

    internal static Datatype? Find(string key) => Types.GetValueOrDefault(key);
}
