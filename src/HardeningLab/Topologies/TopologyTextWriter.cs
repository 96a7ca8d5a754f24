using Hardening;
using Hardening.Addresses;
using Hardening.Policies;

namespace HardeningLab.Topologies;

/// <summary>Prints a topology as YAML, one line for each source.</summary>
internal sealed class TopologyTextWriter(TextWriter output)
{
    private const string Header = """
        # The hosts of a lab as hlab builds it for a policy; printed by it, and compared with it by a test.
        # Each network joins the target and one client. A client owns every address that it plays; its programs send from the
        # first of each family unless they are told another one.

        """;

    internal void Write(Topology topology)
    {
        output.Write(Header);
        output.Write("networks:\n");
        foreach (var network in topology.Networks)
        {
            Write(network, topology.Networks);
        }
        output.Write("services:\n");
        foreach (var asked in topology.Services)
        {
            Write(asked);
        }
    }

    private void Write(Network network, EquatableArray<Network> networks)
    {
        var client = UsualSources.Of(network, networks).Append(network.ClientLinkLocal);
        var target = network.TargetAddresses;
        output.Write($"  - name: {network.Name}\n");
        output.Write($"    target: {List(target.Select(Text))}\n");
        output.Write($"    client: {List(client.Select(Text))}\n");
        output.Write($"    plays: {List(network.Plays.Select(Text))}\n");
    }

    private void Write(ServiceSources asked)
    {
        output.Write($"  - service: {Text(asked.Service.Service)}\n");
        output.Write($"    allow: {List(asked.Service.Allow.Select(Text))}\n");
        if (asked.Service.Except.Count > 0)
        {
            output.Write($"    except: {List(asked.Service.Except.Select(Text))}\n");
        }
        output.Write("    sources:\n");
        foreach (var source in asked.Sources)
        {
            output.Write(
                $"      - {{ from: {Text(source.Address)}, to: {Text(source.Destination)}, via: {source.Via}, role: {source.Role.Text()} }}\n"
            );
        }
    }

    private static string Text(Service service)
    {
        if (Catalogue.Find(service.Name) == service)
        {
            return service.Name;
        }
        var names =
            service.WrapperNames.Count > 0 ? $", wrappers: {List(service.WrapperNames)}" : "";
        return $"{{ name: {service.Name}{Ports(service, Transport.Tcp)}{Ports(service, Transport.Udp)}{names} }}";
    }

    private static string Ports(Service service, Transport transport)
    {
        var ports = service
            .Endpoints.Where(endpoint => endpoint.Transport == transport)
            .Select(endpoint => $"{endpoint.Port}")
            .ToList();
        return ports.Count == 0
            ? ""
            : $", {(transport == Transport.Tcp ? "tcp" : "udp")}: {List(ports)}";
    }

    private static string Text(Address address) => Quoted($"{address}");

    private static string Text(Prefix prefix) => Quoted($"{prefix}");

    /// <summary>A colon may end a key.</summary>
    private static string Quoted(string text) => text.Contains(':') ? $"\"{text}\"" : text;

    private static string List(IEnumerable<string> words) => $"[{string.Join(", ", words)}]";
}
