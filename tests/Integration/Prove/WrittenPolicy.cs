using System.Net;

namespace Integration.Prove;

/// <summary>
/// A policy as its author means it: its text, and what DESIGN asks of each cell, by .NET's own addresses and nothing of ours.
/// </summary>
internal sealed record WrittenPolicy(WrittenService[] Services)
{
    internal bool AllowsLoopback { get; init; } = true;

    internal bool Rejects { get; init; }

    internal string[] With { get; init; } = ["tcp-wrappers", "iptables"];

    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.0/8");

    /// <summary>The networks of lan.yaml.</summary>
    internal static WrittenPolicy Lan { get; } =
        new([WrittenService.Portmap("192.168.1.0/24", "fd00:1::/64")]);

    internal string Text =>
        $"""
            policy: a policy that a test wrote
            protect:
            {string.Join('\n', Services.Select(service => service.Text))}
            loopback: {(AllowsLoopback ? "allow" : "deny")}
            otherwise: {(Rejects ? "reject" : "drop")}
            with: [{string.Join(", ", With)}]

            """;

    /// <summary>The verdict that the layers give in their order: the firewall, which knows lo, then the wrappers, which know 127.0.0.0/8 and ::1.</summary>
    internal string Expected(ProofDocument.Cell cell, params IEnumerable<string> inForce)
    {
        var service = Services.Single(one => one.Name == cell.Service);
        var isGranted = service.Allows(cell.Address);
        var firewall = inForce.Any(name => name != "tcp-wrappers");
        if (firewall && !(cell.IsOnWire ? isGranted : AllowsLoopback))
        {
            return Rejects ? "rejected" : "dropped";
        }
        var isLoopback =
            Loopback.Contains(cell.Address) || cell.Address.Equals(IPAddress.IPv6Loopback);
        return
            service.AsksWrappers
            && inForce.Contains("tcp-wrappers")
            && !(isLoopback ? AllowsLoopback : isGranted)
            ? "denied"
            : "allowed";
    }

    /// <summary>Proves it from a file of its own.</summary>
    internal async Task<Proved> ProveAsync(params IEnumerable<string> arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Text, TestContext.Current.CancellationToken);
            return await Proved.ByAsync(arguments.Prepend(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Every cell is what was meant, both in what the tool expected and in what the packets showed.</summary>
    internal void ShouldBeShownBy(Proved proved, params IEnumerable<string> inForce)
    {
        proved.ShouldHold();
        var meant = proved.Document.Cells.Select(cell => (cell.Name, Expected(cell, inForce)));
        proved
            .Document.Cells.Select(cell => (cell.Name, cell.Observed))
            .Except(meant)
            .Should()
            .BeEmpty(Text);
        proved
            .Document.Cells.Select(cell => (cell.Name, cell.Expected))
            .Except(meant)
            .Should()
            .BeEmpty(Text);
    }
}
