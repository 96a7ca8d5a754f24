using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>Puts a difference between rules and policy into words, with a packet that shows it and the rule that decides.</summary>
internal sealed class Difference(
    PacketFilter filter,
    NameAtoms names,
    Service service,
    Endpoint endpoint,
    IReadOnlyList<HookPoint> way
)
{
    internal Finding LetIn(PacketSet set, bool isLoopback) =>
        Of(
            set,
            isLoopback,
            "let-in",
            isLoopback
                ? "gets in over loopback, and the policy says that the host does not"
                : "gets in, and the policy lets nobody in from there",
            "deny it: what the policy does not allow is to meet a DROP or a REJECT before any ACCEPT"
        );

    internal Finding KeptOut(PacketSet set, bool isLoopback) =>
        Of(
            set,
            isLoopback,
            isLoopback ? "loopback-kept-out" : "kept-out",
            isLoopback
                ? "is kept out: the host can't ask itself over loopback, and the policy says it can"
                : "is kept out, and the policy lets it in",
            isLoopback
                ? "let in what comes over lo (`-i lo -j RETURN`, or ACCEPT) before anything is denied"
                : "let it in before anything is denied"
        );

    private Finding Of(PacketSet set, bool isLoopback, string id, string what, string fix)
    {
        var certain = set.Certain;
        var shown = certain.IsEmpty ? set : certain;
        var packet = NaturalPackets.In(shown, filter.Family, names, isLoopback);
        var end = new Walk(filter).Take(packet, way);
        var unknown = certain.IsEmpty ? string.Join(", ", set.Unknowns) : string.Empty;
        return new Finding(
            id,
            Severity.Error,
            end.DecidedBy?.File,
            end.DecidedBy?.Line,
            $"{service.Name} {endpoint} over {filter.Family}: {packet} {what}"
                + (unknown.Length > 0 ? $", as far as can be known: it depends on {unknown}" : "")
                + (
                    end.DecidedBy is { } place
                        ? $"; decided by {Quotation.Of(place.Text)}"
                        : "; no rule is there that it would meet"
                ),
            fix
        )
        {
            Packet = packet,
        };
    }
}
