namespace Hardening.Analysis.Proofs;

/// <summary>What becomes of a call, as far as rules tell.</summary>
public enum Outlook
{
    /// <summary>Neither is sure: it depends on what is unknown, or on what a call leaves open, as its source port.</summary>
    Open,

    /// <summary>Every packet of it comes through.</summary>
    Through,

    /// <summary>One of its packets never comes through.</summary>
    Stopped,
}
