namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>What an option takes.</summary>
/// <param name="Expected">What a message says was expected.</param>
/// <param name="Print">
/// The argument as iptables-save prints it; empty where it says so little that the option is left out; null where the tool refuses it.
/// </param>
internal sealed record ArgumentType(string Expected, Func<string, ArgumentContext, string?> Print)
{
    public ArgumentType(string expected, Func<string, string?> print)
        : this(expected, (text, _) => print(text)) { }
}
