namespace Integration.Compose;

/// <summary>One lab for the tests of a class, made by the first that asks for it.</summary>
public sealed class ComposeLabOfTheClass : IAsyncDisposable
{
    private ComposeLab? lab;
    private ComposeHost[]? hosts;

    /// <summary>The lab, and its hosts with the target first. The test is skipped where there can be none.</summary>
    internal async Task<(ComposeLab Lab, ComposeHost[] Hosts)> OpenAsync()
    {
        lab ??= await ComposeLab.StartAsync(await ComposeProgram.FindAsync());
        hosts ??= await Task.WhenAll(
            ComposeLab.Hosts.Select(name => ComposeHost.ReadAsync(lab, name))
        );
        return (lab, hosts);
    }

    public async ValueTask DisposeAsync()
    {
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }
    }
}
