using System.Collections.Immutable;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>Maps a YAML document to a policy.</summary>
internal sealed class PolicyMapping(YamlNode.Mapping mapping, YamlFaults faults)
{
    private static readonly ImmutableArray<string> Keys =
    [
        "policy",
        "protect",
        "loopback",
        "otherwise",
        "with",
    ];

    private readonly YamlFields fields = new(mapping, Keys, faults);

    /// <summary>Returns null only if it found a fault.</summary>
    public Policy? Read(string nameIfNone)
    {
        var name = ReadName() ?? nameIfNone;
        var loopback = ReadChoice("loopback", "allow", "deny");
        var otherwise = ReadChoice("otherwise", "drop", "reject")
            ? Otherwise.Drop
            : Otherwise.Reject;
        var with = ReadWith();
        var services = ReadProtect(loopback);
        return faults.Count > 0 ? null : new(name, services, loopback, otherwise, with);
    }

    private string? ReadName()
    {
        if (fields["policy"] is not { } node)
        {
            return null;
        }
        if (
            node is YamlNode.Scalar { Value: var name }
            && !string.IsNullOrWhiteSpace(name)
            && Quotation.IsOneLine(name)
        )
        {
            return name;
        }
        faults.Add(node, $"policy: found {node.Kind}, expected a name of one printable line");
        return null;
    }

    // The first of the two is the default.
    private bool ReadChoice(string key, string first, string second)
    {
        switch (fields[key])
        {
            case null:
                return true;
            case YamlNode.Scalar { Value: var word } when word == first || word == second:
                return word == first;
            case var node:
                faults.Add(node, $"{key}: found {node.Kind}, expected {first} or {second}");
                return true;
        }
    }

    private EquatableArray<ProtectionName> ReadWith()
    {
        if (fields["with"] is not { } node)
        {
            return [ProtectionName.TcpWrappers, ProtectionName.Iptables];
        }
        var names = new List<ProtectionName>();
        foreach (var (word, place) in YamlWords.Read("with", "a protection", node, faults))
        {
            if (!ProtectionNames.TryParse(word, out var name))
            {
                faults.Add(place, $"with: {ProtectionNames.Unknown(word)}");
            }
            else if (names.Contains(name))
            {
                faults.Add(place, $"with: {word} is named twice: keep one of them");
            }
            else
            {
                names.Add(name);
            }
        }
        if (node is YamlNode.Sequence { Items.IsEmpty: true })
        {
            faults.Add(
                node,
                "with: the list is empty, expected at least one protection, or no key at all for tcp-wrappers and iptables"
            );
        }
        return names.ToEquatableArray();
    }

    private EquatableArray<ProtectedService> ReadProtect(bool loopback)
    {
        var services = new List<ProtectedService>();
        switch (fields["protect"])
        {
            case null:
                faults.Add(mapping, "protect: the key is missing, expected a list of services");
                break;
            case YamlNode.Sequence { Items: { IsEmpty: false } items }:
                var claims = new ServiceClaims(faults);
                foreach (var item in items)
                {
                    if (new ServiceMapping(item, loopback, faults).Read(claims) is { } service)
                    {
                        services.Add(service);
                    }
                }
                break;
            case YamlNode.Sequence empty:
                faults.Add(empty, "protect: the list is empty, expected at least one service");
                break;
            case YamlNode.Mapping single:
                faults.Add(
                    single,
                    "protect: found a mapping, expected a list: put \"- \" before its first key"
                );
                break;
            case var node:
                faults.Add(node, $"protect: found {node.Kind}, expected a list of services");
                break;
        }
        return services.ToEquatableArray();
    }
}
