using System.Collections.Immutable;
using System.Globalization;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>Maps one item of <c>protect</c>.</summary>
internal sealed class ServiceMapping(YamlNode item, bool loopback, YamlFaults faults)
{
    private static readonly ImmutableArray<string> Keys = ["service", "allow", "except"];
    private static readonly ImmutableArray<string> CustomKeys = ["name", "tcp", "udp", "wrappers"];

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
                return ReadCustom(custom);
            default:
                faults.Add(node, $"service: found {node.Kind}, expected {Expected}");
                return null;
        }
    }

    private const string Form = "{name: rsync, tcp: [873]}";
    private const string Expected =
        $"a known service such as portmap, or one of your own as {Form}";

    private Service? ReadCustom(YamlNode.Mapping custom)
    {
        var found = faults.Count;
        var fields = new YamlFields(custom, CustomKeys, faults);
        var name = ReadName(custom, fields["name"]);
        var endpoints = ReadPorts("tcp", Transport.Tcp, fields["tcp"])
            .Concat(ReadPorts("udp", Transport.Udp, fields["udp"]))
            .Distinct()
            .ToEquatableArray();
        if (endpoints.Count == 0 && faults.Count == found)
        {
            faults.Add(
                custom,
                "service: it has no port, expected tcp: [PORT], udp: [PORT], or both"
            );
        }
        var wrappers = ReadWrappers(fields["wrappers"])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToEquatableArray();
        return faults.Count > found ? null : new(name, endpoints, wrappers);
    }

    private string ReadName(YamlNode.Mapping custom, YamlNode? node)
    {
        switch (node)
        {
            case null:
                faults.Add(custom, "name: the key is missing, expected the service's name");
                return "";
            case YamlNode.Scalar { Value: var name }:
                if (ServiceName.Problem(name) is { Length: > 0 } problem)
                {
                    faults.Add(node, $"name: {problem}");
                }
                else if (
                    Catalogue.All.FirstOrDefault(service =>
                        service.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                    ) is
                    { } known
                )
                {
                    faults.Add(
                        node,
                        $"name: {known.Name} is a known service: write service: {known.Name}, or choose another name"
                    );
                }
                return name;
            default:
                faults.Add(node, $"name: found {node.Kind}, expected the service's name");
                return "";
        }
    }

    private List<Endpoint> ReadPorts(string key, Transport transport, YamlNode? node)
    {
        var endpoints = new List<Endpoint>();
        if (node is null)
        {
            return endpoints;
        }
        const string expected = "a port number from 1 to 65535";
        foreach (var (word, place) in YamlWords.Read(key, expected, node, faults))
        {
            if (
                word[0] != '0'
                && ushort.TryParse(
                    word,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var port
                )
            )
            {
                endpoints.Add(new(transport, port));
            }
            else
            {
                faults.Add(place, $"{key}: found {Quotation.Of(word)}, expected {expected}");
            }
        }
        return endpoints;
    }

    private List<string> ReadWrappers(YamlNode? node)
    {
        var names = new List<string>();
        if (node is null)
        {
            return names;
        }
        foreach (
            var (word, place) in YamlWords.Read("wrappers", "the name of a daemon", node, faults)
        )
        {
            if (ServiceName.Problem(word) is { Length: > 0 } problem)
            {
                faults.Add(place, $"wrappers: {problem}");
            }
            else
            {
                names.Add(word);
            }
        }
        return names;
    }
}
