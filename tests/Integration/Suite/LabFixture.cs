using Integration.Docker;

namespace Integration.Suite;

/// <summary>The lab that the tests of a class share.</summary>
public abstract class LabFixture : IAsyncLifetime
{
    private readonly LabShape shape;
    private PortmapLab? lab;

    private protected LabFixture(LabShape shape) => this.shape = shape;

    /// <summary>Skips the test where there can be none.</summary>
    internal PortmapLab Lab
    {
        get
        {
            DockerHere.SkipUnlessUsable();
            var missing = Missing;
            Assert.SkipWhen(missing is not null, missing ?? "");
            return lab!; // it was started
        }
    }

    private string? Missing =>
        SuiteImages.Missing(shape.TargetImage) ?? SuiteImages.Missing(SuiteImages.Client);

    public async ValueTask InitializeAsync()
    {
        if (DockerHere.IsUsable && Missing is null)
        {
            lab = await PortmapLab.StartAsync(shape);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }
}
