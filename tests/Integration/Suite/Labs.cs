namespace Integration.Suite;

/// <summary>Debian 11, with a client inside and one outside.</summary>
public sealed class Debian11Lab() : LabFixture(new LabShape(Release: 11));

/// <summary>Debian 12, with a client inside and one outside.</summary>
public sealed class Debian12Lab() : LabFixture(new LabShape(Release: 12));

/// <summary>Debian 13, with a client inside and one outside.</summary>
public sealed class Debian13Lab() : LabFixture(new LabShape(Release: 13));

/// <summary>The same with a client that is both.</summary>
public sealed class RoamerLab() : LabFixture(new LabShape { HasRoamer = true });

/// <summary>A target whose rpcbind comes up again whenever it ends.</summary>
public sealed class RespawningLab() : LabFixture(new LabShape { Respawns = true });

/// <summary>A target that boots as a machine does.</summary>
public sealed class BootedLab() : LabFixture(new LabShape { Boots = true });

/// <summary>The same with the firewall managers of other people.</summary>
public sealed class ManagersLab() : LabFixture(new LabShape { Boots = true, HasManagers = true });
