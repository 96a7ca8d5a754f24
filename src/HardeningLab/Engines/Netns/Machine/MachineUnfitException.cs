using Hardening;

namespace HardeningLab.Engines.Netns.Machine;

/// <summary>This machine can't run the embedded lab (exit code 3).</summary>
public sealed class MachineUnfitException : HardeningException
{
    /// <summary>Says what is missing and the one command that mends it.</summary>
    /// <param name="report">Of a machine that can't run the lab.</param>
    public MachineUnfitException(MachineReport report)
        : base(Describe(report)) => Report = report;

    /// <summary>All that was looked at.</summary>
    public MachineReport Report { get; }

    private static string Describe(MachineReport report) =>
        $"this machine can't run the lab: {string.Join("; ", report.Missing.Select(missing => $"{missing.Name}: {missing.Found}"))}\nmend it with: {report.Fix}";
}
