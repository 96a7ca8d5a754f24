using System.Text.Json.Serialization;
using Hardening;
using HardeningLab.Engines.Agents;
using HardeningLab.Probes;
using HardeningLab.Taps;

namespace HardeningLab.Engines.Remote;

/// <summary>What a process asks of one that holds a lab: the methods of <see cref="ILab"/>.</summary>
[JsonDerivedType(typeof(Make), "make")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(WriteConfiguration), "write-configuration")]
[JsonDerivedType(typeof(Observe), "observe")]
[JsonDerivedType(typeof(StopObserving), "stop-observing")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(NumberOf), "number-of")]
[JsonDerivedType(typeof(FindFault), "find-fault")]
[JsonDerivedType(typeof(RestartServices), "restart-services")]
[JsonDerivedType(typeof(Cancel), "cancel")]
internal abstract record LabCall
{
    private LabCall() { }

    /// <summary>Makes the lab; only asked of an agent in a container, and once.</summary>
    internal sealed record Make(ContainerOrder Order) : LabCall;

    internal sealed record Run(EquatableArray<string> Command, string Input) : LabCall;

    internal sealed record WriteConfiguration(string Name, string Text) : LabCall;

    internal sealed record Observe(bool WithLegacy) : LabCall;

    internal sealed record StopObserving : LabCall;

    internal sealed record Ask(EquatableArray<Probe> Probes) : LabCall;

    internal sealed record NumberOf(RuleHandle Rule) : LabCall;

    internal sealed record FindFault : LabCall;

    internal sealed record RestartServices : LabCall;

    /// <summary>Ends the call that is under way; it answers all the same.</summary>
    internal sealed record Cancel : LabCall;
}
