using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Wrappers;

namespace Hardening.Analysis.Mending;

/// <summary>Which packets a daemon is to be granted once hosts files are mended.</summary>
/// <param name="space">Where the sets live.</param>
/// <param name="daemon">Who asks.</param>
/// <param name="before">Those that it was granted before.</param>
internal delegate PacketSet GrantsAfter(PacketSpace space, AskingDaemon daemon, PacketSet before);
