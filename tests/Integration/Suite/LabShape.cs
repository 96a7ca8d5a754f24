using Integration.Docker;

namespace Integration.Suite;

/// <summary>What is particular about a lab.</summary>
/// <param name="Release">Debian's release in the target: 11, 12 or 13.</param>
internal sealed record LabShape(int Release = 12)
{
    /// <summary>The target boots as a machine does, with systemd and its socket for rpcbind.</summary>
    internal bool Boots { get; init; }

    /// <summary>The target that boots has ufw, firewalld and fail2ban, none of them started.</summary>
    internal bool HasManagers { get; init; }

    /// <summary>The target starts rpcbind again whenever it ends.</summary>
    internal bool Respawns { get; init; }

    /// <summary>There is a client with addresses in both subnets too.</summary>
    internal bool HasRoamer { get; init; }

    /// <summary>The name of the target's image, as HLAB_IMAGES has it.</summary>
    internal string TargetImage =>
        $"{(HasManagers ? "managers" : Boots ? "server" : "target")}:{Release}";

    /// <summary>There is an engine, and it has the images.</summary>
    internal bool IsPossible => DockerHere.IsUsable && Missing is null;

    private string? Missing =>
        SuiteImages.Missing(TargetImage) ?? SuiteImages.Missing(SuiteImages.Client);

    /// <summary>Skips the test where there can be no such lab, and says why.</summary>
    internal void SkipUnlessPossible()
    {
        DockerHere.SkipUnlessUsable();
        var missing = Missing;
        Assert.SkipWhen(missing is not null, missing ?? "");
    }
}
