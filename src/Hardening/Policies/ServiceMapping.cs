using System.Collections.Immutable;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>Maps one item of <c>protect</c>.</summary>
internal sealed class ServiceMapping(YamlNode item, bool? loopback, YamlFaults faults)
{
    private const string Form = "{name: rsync, tcp: [873]}";
    private const string Expected =
        $"a known service such as portmap, or one of your own as {Form}";

    private static readonly ImmutableArray<string> Keys = ["service", "allow", "except"];

    /// <summary>Returns null only if it found a fault.</summary>
    public ProtectedService? Read(ServiceClaims claims)
    {
        if (item is not YamlNode.Mapping mapping)
        {
            faults.Add(item, $"protect: found {item.Kind}, expected the keys service and allow");
            return null;
        }
        var fields = new YamlFields(mapping, Keys, faults);
        var service = ReadService(mapping, fields["service"]);
        if (service is not null)
        {
            claims.Add(service, fields["service"]!.Place);
        }
        var sources = new SourceLists(loopback, faults);
        if (fields["allow"] is not { } allow)
        {
            faults.Add(
                mapping,
                "allow: the key is missing, expected a list of addresses; write allow: [] for nobody"
            );
        }
        else
        {
            sources.ReadAllow(allow);
            sources.ReadExcept(fields["except"]);
        }
        return service is null
            ? null
            : new(service, sources.Allow.ToEquatableArray(), sources.Except.ToEquatableArray());
    }

    private Service? ReadService(YamlNode.Mapping owner, YamlNode? node)
    {
        switch (node)
        {
            case null:
                faults.Add(owner, $"service: the key is missing, expected {Expected}");
                return null;
            case YamlNode.Scalar { Value: { Length: > 0 } name }:
                if (Catalogue.Find(name) is { } known)
                {
                    return known;
                }
                var all = Catalogue.All.Select(static service => service.Name);
                faults.Add(
                    node,
                    $"service: {Spelling.Unknown("service", name, all)}; or describe one of your own as {Form}"
                );
                return null;
            case YamlNode.Mapping custom:
                return new CustomServiceMapping(custom, faults).Read();
            default:
                faults.Add(node, $"service: found {node.Kind}, expected {Expected}");
                return null;
        }
    }
}
