namespace Hardening.Analysis.Translation.Iptables;

/// <summary>A set that another one lists.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUncertain">Whether nobody knows if it is still listed.</param>
internal readonly record struct ListedSet(string Name, bool IsUncertain = false);
