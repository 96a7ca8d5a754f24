using System.Text.Json.Serialization;
using Hardening;
using HardeningLab.Probes;

namespace HardeningLab.Engines.Remote;

/// <summary>What comes back for a <see cref="LabCall"/>: any number of <see cref="LandedAnswer"/>, then one of the others.</summary>
[JsonDerivedType(typeof(LandedAnswer), "landed")]
[JsonDerivedType(typeof(DoneAnswer), "done")]
[JsonDerivedType(typeof(EndedAnswer), "ended")]
[JsonDerivedType(typeof(ObservedAnswer), "observed")]
[JsonDerivedType(typeof(NumberAnswer), "number")]
[JsonDerivedType(typeof(FaultAnswer), "fault")]
[JsonDerivedType(typeof(FailedAnswer), "failed")]
internal abstract record LabAnswer
{
    private LabAnswer() { }

    /// <summary>How many probes have their verdict so far.</summary>
    internal sealed record LandedAnswer(int Count) : LabAnswer;

    internal sealed record DoneAnswer : LabAnswer;

    internal sealed record EndedAnswer(ExecResult Result) : LabAnswer;

    internal sealed record ObservedAnswer(EquatableArray<Observation> Observations) : LabAnswer;

    internal sealed record NumberAnswer(int? Value) : LabAnswer;

    internal sealed record FaultAnswer(string? Why) : LabAnswer;

    /// <summary>The call failed; the message is for people.</summary>
    internal sealed record FailedAnswer(string Message, bool IsCancelled) : LabAnswer;
}
