using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>One <c>iptables</c> or <c>ip6tables</c> command of a script.</summary>
/// <param name="Family">Which of the two programs.</param>
/// <param name="Arguments">Its arguments after the shell's expansion, without the program.</param>
/// <param name="Line">The line on which it begins, one-based.</param>
/// <param name="Text">As the script has it, continuation lines joined.</param>
public sealed record ScriptCommand(
    IpFamily Family,
    EquatableArray<string> Arguments,
    int Line,
    string Text
);
