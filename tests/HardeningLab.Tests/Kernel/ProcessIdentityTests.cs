using System.Diagnostics;
using HardeningLab.Kernel;

namespace HardeningLab.Tests.Kernel;

public class ProcessIdentityTests
{
    [Fact]
    public void A_process_that_runs_is_itself_and_alive()
    {
        var own = ProcessIdentity.Read(Environment.ProcessId);

        own.Should().NotBeNull();
        own!.IsAlive.Should().BeTrue();
        own.HasEnded.Should().BeFalse();
    }

    [Fact]
    public void A_process_of_the_same_number_that_started_at_another_time_is_another()
    {
        var own = ProcessIdentity.Read(Environment.ProcessId)!;
        var other = own with { Started = own.Started - 1 };

        other.IsAlive.Should().BeFalse();
        other.HasEnded.Should().BeTrue();
        other.TrySignal(0).Should().BeFalse();
    }

    [Fact]
    public async Task A_process_is_signalled_until_it_has_ended()
    {
        using var process = Process.Start("sleep", "600");
        var identity = ProcessIdentity.Read(process.Id)!;

        identity.TrySignal(9).Should().BeTrue();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        identity.IsAlive.Should().BeFalse();
        identity.TrySignal(9).Should().BeFalse();
    }
}
