using System.Text.Json.Serialization;
using Hardening;
using HardeningLab.Probes;

namespace HardeningLab.Engines.Remote;

/// <summary>What comes back for a <see cref="LabCall"/>: any number of <see cref="Landed"/>, then one of the others.</summary>
[JsonDerivedType(typeof(Landed), "landed")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Observed), "observed")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Fault), "fault")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record LabAnswer
{
    private LabAnswer() { }

    /// <summary>How many probes have their verdict so far.</summary>
    internal sealed record Landed(int Count) : LabAnswer;

    internal sealed record Done : LabAnswer;

    internal sealed record Ended(ExecResult Result) : LabAnswer;

    internal sealed record Observed(EquatableArray<Observation> Observations) : LabAnswer;

    internal sealed record Number(int? Value) : LabAnswer;

    internal sealed record Fault(string? Why) : LabAnswer;

    /// <summary>The call failed; the message is for people.</summary>
    internal sealed record Failed(string Message, bool IsCancelled) : LabAnswer;
}
