using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>Maps one item of <c>protect</c>.</summary>
internal sealed class ServiceMapping(YamlNode item, bool? loopback, YamlFaults faults)
{
    private const string Form = "{name: rsync, tcp: [873]}";
    private const string Expected =
        $"a known service such as portmap, or one of your own as {Form}";

    // Multicast and broadcast; link-local ones of IPv6, which mean nothing without an interface; IPv4 written as IPv6.
    private static readonly AddressSet NoHosts = AddressSet.Of(
        Prefix.Parse("224.0.0.0/3"),
        Prefix.Parse("ff00::/8"),
        Prefix.Parse("fe80::/10"),
        Prefix.Parse("::ffff:0.0.0.0/96")
    );

    private static readonly ImmutableArray<string> Keys = ["service", "allow", "except", "listen"];

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
        var listen = ReadListen(service, fields["listen"]);
        return service is null
            ? null
            : new(service, sources.Allow.ToEquatableArray(), sources.Except.ToEquatableArray())
            {
                Listen = listen,
            };
    }

    private EquatableArray<Address>? ReadListen(Service? service, YamlNode? node)
    {
        if (node is null)
        {
            return null;
        }
        if (service is not null && service != Catalogue.Portmap)
        {
            faults.Add(
                node,
                $"listen: only portmap can be told where to listen: say it in {service.Name}'s own configuration"
            );
        }
        const string expected = "an address of the host; put quotes around IPv6";
        var addresses = new List<Address>();
        foreach (var (word, place) in YamlWords.Read("listen", expected, node, faults))
        {
            if (!word.AsSpan().ContainsAny('.', ':') || word.Contains('/'))
            {
                faults.Add(place, $"listen: found {Quotation.Of(word)}, expected {expected}");
            }
            else if (!Address.TryParse(word, out var address, out var problem))
            {
                faults.Add(place, $"listen: {problem}");
            }
            else if (Unfit(address) is { } reason)
            {
                faults.Add(place, $"listen: {address} {reason}");
            }
            else
            {
                addresses.Add(address);
            }
        }
        return addresses.Distinct().ToEquatableArray();
    }

    private static string? Unfit(Address address) =>
        address == Address.Lowest(address.Family) ? "is every address: leave the key out for that"
        : SourceLists.Loopback.Contains(address)
            ? "is loopback, where portmap listens in any case: remove it"
        : NoHosts.Contains(address) ? "is no host's own address: name one that the host has"
        : null;

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
