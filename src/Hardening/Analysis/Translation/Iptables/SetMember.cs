namespace Hardening.Analysis.Translation.Iptables;

/// <summary>A member of a set.</summary>
/// <param name="Values">One for each part.</param>
/// <param name="IsExcepted">Whether it is none: <c>nomatch</c>.</param>
/// <param name="IsUncertain">Whether nobody knows if it is still there, as its time may have run out.</param>
internal sealed record SetMember(
    EquatableArray<SetValue> Values,
    bool IsExcepted = false,
    bool IsUncertain = false
);
