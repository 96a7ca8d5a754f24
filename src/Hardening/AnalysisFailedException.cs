namespace Hardening;

/// <summary>Rules can be read, and no analysis says what they make of every packet: no kernel would load them, or they are too odd.</summary>
/// <param name="message">Why, and what to do.</param>
public abstract class AnalysisFailedException(string message) : HardeningException(message);
