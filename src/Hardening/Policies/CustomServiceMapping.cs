using System.Collections.Immutable;
using System.Globalization;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>Maps the description of a service that the catalogue does not know.</summary>
internal sealed class CustomServiceMapping(YamlNode.Mapping custom, YamlFaults faults)
{
    private static readonly ImmutableArray<string> Keys = ["name", "tcp", "udp", "wrappers"];

    private readonly YamlFields fields = new(custom, Keys, faults);

    /// <summary>Returns null only if it found a fault.</summary>
    public Service? Read()
    {
        var found = faults.Count;
        var name = ReadName();
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

    private string ReadName()
    {
        switch (fields["name"])
        {
            case null:
                faults.Add(custom, "name: the key is missing, expected the service's name");
                return "";
            case YamlNode.Scalar { Value: var name } node:
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
            case var node:
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
