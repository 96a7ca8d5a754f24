using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>What the services of one policy claim for themselves: two may not share a name, an endpoint or a wrapper name.</summary>
internal sealed class ServiceClaims(YamlFaults faults)
{
    private readonly Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Endpoint, Service> endpoints = [];

    // hosts_access(5) ignores case.
    private readonly Dictionary<string, Service> wrapperNames = new(
        StringComparer.OrdinalIgnoreCase
    );

    public void Add(Service service, YamlPlace place)
    {
        if (!names.TryAdd(service.Name, place.Line))
        {
            faults.Add(
                place,
                $"service: {service.Name} is protected twice, first on line {names[service.Name]}: put all its sources into one item"
            );
            return;
        }
        foreach (var endpoint in service.Endpoints)
        {
            if (!endpoints.TryAdd(endpoint, service))
            {
                faults.Add(
                    place,
                    $"service: {service.Name} and {endpoints[endpoint].Name} both claim {endpoint}: leave it to one of them"
                );
            }
        }
        foreach (var wrapperName in service.WrapperNames)
        {
            if (!wrapperNames.TryAdd(wrapperName, service))
            {
                faults.Add(
                    place,
                    $"wrappers: {service.Name} and {wrapperNames[wrapperName].Name} both claim {wrapperName}: leave it to one of them"
                );
            }
        }
    }
}
