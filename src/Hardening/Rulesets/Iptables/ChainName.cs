namespace Hardening.Rulesets.Iptables;

/// <summary>What iptables(8) takes as the name of a chain.</summary>
public static class ChainName
{
    /// <summary>The longest name that the kernel stores (XT_EXTENSION_MAXNAMELEN less its NUL).</summary>
    public const int MaxLength = 28;

    /// <summary>Docker's chain for the rules of its users, which FORWARD meets before Docker's own.</summary>
    public const string DockerUser = "DOCKER-USER";

    /// <summary>Whether packets enter the chain by themselves.</summary>
    public static bool IsBuiltIn(string name) =>
        name is "INPUT" or "OUTPUT" or "FORWARD" or "PREROUTING" or "POSTROUTING";

    /// <summary>Whether a chain of one's own can have this name.</summary>
    public static bool IsUserDefined(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength
            && name[0] is not ('-' or '!')
            && !IsBuiltIn(name)
            && !IsTarget(name)
            && !name.AsSpan().ContainsAnyExceptInRange('!', '~');
    }

    private static bool IsTarget(string name) =>
        name is "ACCEPT" or "DROP" or "RETURN" or "REJECT" or "QUEUE" or "LOG";
}
