using Hardening;
using HardeningLab.Matrices;

namespace HardeningLab.Tests.Matrices;

public class CellFilterTests
{
    [Theory]
    [InlineData("192.168.0.255", true)]
    [InlineData("192.168.0.25", false)]
    [InlineData("192.168.0.255/portmap", true)]
    [InlineData("192.168.0.255/portmap/udp", true)]
    [InlineData("192.168.0.255/portmap/tcp", false)]
    [InlineData("*/portmap/udp", true)]
    [InlineData("*", true)]
    [InlineData("*/rsync", false)]
    [InlineData("*/*/*/v2", true)]
    [InlineData("*/*/*/v22", false)]
    [InlineData("*/*/*/v2.dump", true)]
    [InlineData("*/*/*/V2.DUMP", true)]
    [InlineData("*/*/*/v2.getport", false)]
    [InlineData("*/*/*/*", true)]
    public void Each_part_selects(string filter, bool selected) =>
        CellFilter.Parse(filter).Selects(Some.Cell()).Should().Be(selected);

    [Theory]
    [InlineData("10.9.0.0/rsync/tcp/v2", false)]
    [InlineData("10.9.0.0/rsync/tcp/*", true)]
    public void A_cell_without_a_version_is_selected_by_no_version(string filter, bool selected) =>
        CellFilter.Parse(filter).Selects("10.9.0.0/rsync/tcp").Should().Be(selected);

    [Fact]
    public void A_version_is_no_prefix_of_a_longer_one() =>
        CellFilter.Parse("*/*/*/v2").Selects(Some.Cell() with { Version = 22 }).Should().BeFalse();

    [Fact]
    public void Every_cells_name_selects_it_and_the_empty_filter_selects_all()
    {
        var cell = Some.Cell("fe80::2");

        CellFilter.Parse(cell.Name).Selects(cell).Should().BeTrue();
        CellFilter.Parse(cell.Name).ToString().Should().Be("fe80::2/portmap/udp/v2.dump");
        CellFilter.Everything.Selects(cell).Should().BeTrue();
    }

    [Theory]
    [InlineData("", "--only:1:1: found an empty part; expected text, or * for any")]
    [InlineData("1.2.3.4//udp", "--only:1:9: found an empty part; expected text, or * for any")]
    [InlineData("*/*/icmp", "--only:1:5: found 'icmp'; expected tcp, udp or *")]
    [InlineData("*/*/udp/2", "--only:1:9: found '2'; expected a version such as v2, v2.dump or *")]
    [InlineData(
        "*/*/udp/v2.",
        "--only:1:9: found 'v2.'; expected a version such as v2, v2.dump or *"
    )]
    [InlineData(
        "*/*/udp/v2/x",
        "--only:1:12: found a fifth part, 'x'; expected SOURCE/SERVICE/TRANSPORT/vVERSION.PROCEDURE at most"
    )]
    public void What_names_no_cells_is_refused_with_its_column(string filter, string message) =>
        FluentActions
            .Invoking(() => CellFilter.Parse(filter))
            .Should()
            .Throw<InputException>()
            .WithMessage(message);
}
