namespace Integration.Prove;

/// <summary><c>./hlab prove</c> and nothing else.</summary>
public sealed class DefaultPolicyTests : IAsyncLifetime
{
    private static readonly WrittenPolicy Meant = new([WrittenService.Portmap("192.168.1.0/24")]);

    private Proved proved = null!; // set before any test runs

    public async ValueTask InitializeAsync() => proved = await Proved.ByAsync();

    [Fact]
    public void It_holds_in_a_hundred_cells_at_least()
    {
        Meant.ShouldBeShownBy(proved, "tcp-wrappers", "iptables");
        proved.Document.Cells.Should().HaveCountGreaterThanOrEqualTo(100);
        proved.Document.Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("ipv4", 2, 3, 4)]
    [InlineData("ipv6", 3, 4)]
    public void Both_families_are_asked_over_both_transports(string family, params int[] versions)
    {
        var cells = proved.Document.Cells.Where(cell => cell.Family == family).ToList();

        foreach (var transport in (string[])["tcp", "udp"])
        {
            cells
                .Where(cell => cell.Transport == transport)
                .Select(cell => cell.Version)
                .Distinct()
                .Should()
                .BeEquivalentTo(versions);
        }
    }

    [Theory]
    [InlineData("192.168.1.0", "first")]
    [InlineData("192.168.1.255", "last")]
    [InlineData("192.168.0.255", "below")]
    [InlineData("192.168.2.0", "above")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("::1", "loopback")]
    public void The_edges_and_loopback_ask(string source, string role) =>
        proved
            .Document.Cells.Where(cell => cell.Source == source && cell.Role == role)
            .Select(cell => cell.Transport)
            .Distinct()
            .Should()
            .BeEquivalentTo("tcp", "udp");

    [Theory]
    [InlineData("inside", "ipv4")]
    [InlineData("own", "ipv4")]
    [InlineData("own", "ipv6")]
    [InlineData("outsider", "ipv4")]
    [InlineData("outsider", "ipv6")]
    [InlineData("link-local", "ipv6")]
    public void Every_role_asks(string role, string family) =>
        proved.Document.Cells.Should().Contain(cell => cell.Role == role && cell.Family == family);

    [Fact]
    public void An_allowed_cell_has_a_reply_and_a_dropped_one_was_seen_to_arrive_and_not_delivered()
    {
        foreach (var cell in proved.Document.Cells)
        {
            var (reply, delivered) = (cell.Evidence.Reply, cell.Evidence.Delivered);
            (cell.Observed == "dropped").Should().Be(reply is null, cell.Name);
            delivered.Should().Be(cell.Observed != "dropped", cell.Name);
            cell.Evidence.Arrived.Should().BeTrue(cell.Name);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
