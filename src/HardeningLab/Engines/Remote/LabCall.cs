using System.Text.Json.Serialization;
using Hardening;
using HardeningLab.Probes;
using HardeningLab.Taps;

namespace HardeningLab.Engines.Remote;

/// <summary>What a process asks of one that holds a lab: the methods of <see cref="ILab"/>.</summary>
[JsonDerivedType(typeof(MakeCall), "make")]
[JsonDerivedType(typeof(RunCall), "run")]
[JsonDerivedType(typeof(WriteCall), "write-configuration")]
[JsonDerivedType(typeof(ObserveCall), "observe")]
[JsonDerivedType(typeof(StopObservingCall), "stop-observing")]
[JsonDerivedType(typeof(AskCall), "ask")]
[JsonDerivedType(typeof(NumberCall), "number-of")]
[JsonDerivedType(typeof(FaultCall), "find-fault")]
[JsonDerivedType(typeof(ResetCall), "reset")]
[JsonDerivedType(typeof(CancelCall), "cancel")]
internal abstract record LabCall
{
    private LabCall() { }

    /// <summary>Makes the lab; only asked of an agent in a container, and once.</summary>
    internal sealed record MakeCall(ContainerOrder Order) : LabCall;

    internal sealed record RunCall(EquatableArray<string> Command, string Input) : LabCall;

    internal sealed record WriteCall(string Name, string Text) : LabCall;

    internal sealed record ObserveCall(bool WithLegacy) : LabCall;

    internal sealed record StopObservingCall : LabCall;

    internal sealed record AskCall(EquatableArray<Probe> Probes) : LabCall;

    internal sealed record NumberCall(RuleHandle Rule) : LabCall;

    internal sealed record FaultCall : LabCall;

    internal sealed record ResetCall : LabCall;

    /// <summary>Ends the call that is under way; it answers all the same.</summary>
    internal sealed record CancelCall : LabCall;
}
