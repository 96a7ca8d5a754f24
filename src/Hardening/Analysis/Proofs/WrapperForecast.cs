using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Wrappers;

namespace Hardening.Analysis.Proofs;

/// <summary>Says of single calls whether TCP Wrappers grant them, so that it can be held against what packets showed.</summary>
/// <param name="study">The rules in front of the wrappers, of one family; only its space matters.</param>
/// <param name="tables">What daemons ask.</param>
public sealed class WrapperForecast(FilterStudy study, WrapperTables tables)
{
    /// <summary>What becomes of a call that has come as far as its daemon.</summary>
    /// <param name="arrival">The call, of the study's family.</param>
    /// <param name="daemon">Who asks.</param>
    /// <returns>Open where it depends on what only the network knows, as a client's name.</returns>
    /// <exception cref="AnalysisFailedException">The files can't be followed.</exception>
    public Outlook Of(Arrival arrival, AskingDaemon daemon)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        ArgumentNullException.ThrowIfNull(daemon);
        var set = study.Granted(tables, daemon);
        var call =
            Only(PacketField.SourceAddress, arrival.Source.Bits)
            & Only(PacketField.DestinationAddress, arrival.Destination.Bits)
            & Only(PacketField.DestinationPort, arrival.Endpoint.Port);
        return call.IsSubsetOf(set) ? Outlook.Through
            : call.Overlaps(set) ? Outlook.Open
            : Outlook.Stopped;
    }

    private PacketSet Only(PacketField field, UInt128 value) =>
        study.Space.OneOf(field, [new ValueRange(value, value)]);
}
