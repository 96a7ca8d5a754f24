namespace Hardening.Rulesets.Iptables;

/// <summary>What a line of iptables-save(8) text is.</summary>
public enum SaveLineKind
{
    /// <summary>Nothing at all.</summary>
    Blank,

    /// <summary><c># …</c></summary>
    Remark,

    /// <summary><c>*filter</c></summary>
    Table,

    /// <summary><c>:INPUT ACCEPT [0:0]</c></summary>
    Chain,

    /// <summary>A command, which mostly appends a rule: <c>[12:345] -A INPUT …</c></summary>
    Command,

    /// <summary><c>COMMIT</c></summary>
    Commit,

    /// <summary>None of these: iptables-restore(8) refuses it.</summary>
    Refused,
}
