using System.Collections.Immutable;
using Hardening;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Policies.Yaml;

namespace HardeningLab.Topologies;

/// <summary>Maps a YAML document to a topology. What it returns is of no use once there is a fault.</summary>
internal sealed class TopologyTextReader(YamlFaults faults)
{
    private const string Sources = "sources";

    private static readonly ImmutableArray<string> Keys = ["networks", "services"];
    private static readonly ImmutableArray<string> NetworkKeys =
    [
        "name",
        "target",
        "client",
        "plays",
    ];
    private static readonly ImmutableArray<string> SourceKeys = ["from", "to", "via", "role"];

    private readonly HashSet<string> links = [Source.Loopback];

    internal Topology Read(YamlNode? root)
    {
        if (root is not YamlNode.Mapping mapping)
        {
            root ??= new YamlNode.Scalar(new(1, 1), "");
            faults.Add(root, $"found {root.Kind}, expected the keys networks and services");
            return new([], []);
        }
        var fields = new TopologyTextFields(mapping, Keys, faults);
        var claims = new ServiceClaims(faults);
        var networks = fields.Items("networks").Select(ReadNetwork).ToEquatableArray();
        return new(
            networks,
            fields
                .Items("services")
                .Select(item => ReadService(item, claims))
                .OfType<ServiceSources>()
                .ToEquatableArray()
        );
    }

    private Network ReadNetwork(YamlNode.Mapping item)
    {
        var fields = new TopologyTextFields(item, NetworkKeys, faults);
        var name = fields.Word("name");
        if (name.Length > 0 && !links.Add(name))
        {
            faults.Add(item, $"name: {name} is the name of another link: expected one of its own");
        }
        var target = fields.Addresses("target").ToLookup(address => address.Family);
        if (target.Any(family => family.Count() > 1))
        {
            faults.Add(item, "target: found two addresses of one family, expected one");
        }
        var client = fields.Addresses("client").Where(HostAddresses.IsLinkLocal).ToList();
        if (client.Count != 1)
        {
            faults.Add(item, $"client: found {client.Count} link-local addresses, expected one");
        }
        // The client's other addresses follow from what it plays.
        return new(
            name,
            One(target[IpFamily.IPv4]),
            One(target[IpFamily.IPv6]),
            client.FirstOrDefault(),
            fields.Prefixes("plays").ToEquatableArray()
        );
    }

    /// <summary>What a policy says of a service stands here as it stands there.</summary>
    private ServiceSources? ReadService(YamlNode.Mapping item, ServiceClaims claims)
    {
        var asks = item.Entries.ToLookup(entry => entry.Key.Value == Sources);
        var policy = item with { Entries = [.. asks[false]] };
        var service = new ServiceMapping(policy, loopback: null, faults).Read(claims);
        var fields = new TopologyTextFields(
            item with
            {
                Entries = [.. asks[true]],
            },
            [Sources],
            faults
        );
        var sources = fields.Items(Sources).Select(ReadSource).ToEquatableArray();
        return service is null ? null : new(service, sources);
    }

    private Source ReadSource(YamlNode.Mapping item)
    {
        var fields = new TopologyTextFields(item, SourceKeys, faults);
        var via = fields.Word("via");
        if (via.Length > 0 && !links.Contains(via))
        {
            fields.Refuse("via", Spelling.Unknown("link", via, links));
        }
        var word = fields.Word("role");
        if (!RoleNames.TryParse(word, out var role) && word.Length > 0)
        {
            fields.Refuse("role", Spelling.Unknown("role", word, RoleNames.All));
        }
        return new(fields.Address("from"), role, fields.Address("to"), via);
    }

    private static Address? One(IEnumerable<Address> addresses) =>
        addresses.Select(address => (Address?)address).FirstOrDefault();
}
