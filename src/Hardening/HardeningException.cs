namespace Hardening;

/// <summary>What HardeningLab throws when the input or the environment is at fault; bugs throw other types.</summary>
/// <param name="message">What, which value, where, and what to do: printed to people as it is.</param>
/// <param name="inner">The failure beneath, if any.</param>
public abstract class HardeningException(string message, Exception? inner = null)
    : Exception(message, inner);
