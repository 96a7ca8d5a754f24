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
            shape.SkipUnlessPossible();
            return lab!; // it was started
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (shape.IsPossible)
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
