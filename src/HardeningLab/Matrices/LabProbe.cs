using Hardening;
using Hardening.Policies;
using HardeningLab.Engines;
using HardeningLab.Engines.Kept;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>Asks a kept lab's services from one place.</summary>
public static class LabProbe
{
    /// <summary>Sends one question to each endpoint of a service, or of all.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="card">What is known of it.</param>
    /// <param name="from">An address, or the name of a host.</param>
    /// <param name="service">The service as the policy names it, <c>portmap</c> or <c>portmap/udp</c>; null for all.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    /// <returns>What was observed, and what the policy asks for, which judges nothing here.</returns>
    /// <exception cref="InputException">Nobody can ask from there, or there is no such service.</exception>
    public static async Task<EquatableArray<Cell>> AskAsync(
        ILab lab,
        LabCard card,
        string from,
        string? service,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(card);
        var policy = card.ReadPolicy();
        var topology = TopologyPlan.For(policy);
        var questions = Questions(topology, from, service).ToList();
        var enforcement = await KeptEnforcement
            .OfAsync(lab, card, cancellation)
            .ConfigureAwait(false);
        return await KeptObservation
            .DuringAsync(
                lab,
                async names =>
                {
                    var observed = await lab.AskAsync(
                            [.. questions.Select(question => question.Probe)],
                            landed: null,
                            cancellation
                        )
                        .ConfigureAwait(false);
                    var maker = new CellMaker(policy, enforcement, names);
                    var cells = new List<Cell>();
                    foreach (var (question, observation) in questions.Zip(observed))
                    {
                        cells.Add(
                            await maker
                                .MakeAsync(question, observation, cancellation)
                                .ConfigureAwait(false)
                        );
                    }
                    return cells.ToEquatableArray();
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    private static IEnumerable<Question> Questions(Topology topology, string place, string? asked)
    {
        var (service, transport) = Read(topology, asked);
        return from sources in topology.Services
            where service is null || sources.Service.Service.Name == service
            let source = SourceChoice.Of(topology, sources, place)
            from probe in ProbePlan.First(sources.Service.Service, source)
            where transport is null || probe.Endpoint.Transport == transport
            select new Question(sources, probe);
    }

    private static (string? Service, Transport? Transport) Read(Topology topology, string? asked)
    {
        if (asked is null)
        {
            return (null, null);
        }
        var parts = asked.Split('/', 2);
        var names = topology.Services.Select(sources => sources.Service.Service.Name);
        if (!names.Contains(parts[0]))
        {
            throw Fault(Spelling.Unknown("service", parts[0], names));
        }
        return (parts[0], parts.Length == 1 ? null : ReadTransport(topology, parts[0], parts[1]));
    }

    private static Transport ReadTransport(Topology topology, string service, string asked)
    {
        var known = topology
            .Services.First(sources => sources.Service.Service.Name == service)
            .Service.Service.Endpoints.Select(endpoint => endpoint.Transport)
            .Distinct()
            .ToList();
        var found = known.FindIndex(transport => transport.Text() == asked);
        return found >= 0
            ? known[found]
            : throw Fault(
                $"found '{asked}' of {service}, expected {string.Join(" or ", known.Select(CellWords.Text))}"
            );
    }

    private static InputException Fault(string message) =>
        new(new InputError("SERVICE", 1, 1, message));
}
