namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>The name of a device, with <c>+</c> for any end.</summary>
internal static class InterfaceArgument
{
    /// <summary>The longest name that the kernel keeps (IFNAMSIZ less its NUL).</summary>
    private const int Longest = 15;

    public static ArgumentType Type { get; } =
        new(
            $"the name of an interface of {Longest} characters at most, whose end may be +",
            text => text.Length is > 0 and <= Longest && WordArgument.IsOneWord(text) ? text : null
        );
}
