using HardeningLab.Engines.Docker;

namespace HardeningLab.Tests.Engines.Docker;

public sealed class SiteLabelsTests
{
    private static readonly SiteLabels Labels = new(
        "hlab-3f9c1a",
        "portmap.yaml",
        4711,
        new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)
    );

    [Fact]
    public void Labels_are_read_as_they_were_written()
    {
        SiteLabels.Of(Labels.For("client", "lan0")).Should().Be(Labels);
    }

    [Fact]
    public void What_is_not_ours_has_no_labels_of_a_lab()
    {
        SiteLabels
            .Of(new Dictionary<string, string> { ["com.docker.compose.project"] = "x" })
            .Should()
            .BeNull();
        SiteLabels.Of(null).Should().BeNull();
    }

    [Fact]
    public void Labels_that_somebody_broke_are_no_reason_to_leave_a_lab_behind()
    {
        SiteLabels
            .Of(
                new Dictionary<string, string>
                {
                    ["hardeninglab.lab"] = "hlab-3f9c1a",
                    ["hardeninglab.pid"] = "none",
                }
            )
            .Should()
            .Be(new SiteLabels("hlab-3f9c1a", "", 0, default));
    }
}
