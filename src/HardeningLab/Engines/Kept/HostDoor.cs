namespace HardeningLab.Engines.Kept;

/// <summary>The way into a host's network namespace.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="Path">The file below /proc that stands for the namespace.</param>
/// <param name="Namespace">What that file says it is, as <c>net:[inode]</c>.</param>
internal sealed record HostDoor(string Host, string Path, string Namespace);
