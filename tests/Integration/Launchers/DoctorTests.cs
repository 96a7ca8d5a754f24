using System.Text.Json;

namespace Integration.Launchers;

/// <summary><c>hlab doctor</c> on this very machine.</summary>
[Collection(nameof(FreshClone))]
[Trait("Speed", "Slow")]
public sealed class DoctorTests(FreshClone clone)
{
    [Fact]
    public async Task The_doctor_says_what_its_exit_code_says()
    {
        var result = await clone.HlabAsync("doctor", "--json");

        using var report = JsonDocument.Parse(result.Output);
        var canRun = report.RootElement.GetProperty("canRunLab").GetBoolean();
        result.ExitCode.Should().Be(canRun ? 0 : 3);
        report.RootElement.GetProperty("requirements").GetArrayLength().Should().BeGreaterThan(10);
    }

    [Fact]
    public async Task An_ordinary_user_is_told_of_what_is_missing_and_nothing_is_fetched()
    {
        Assert.SkipUnless(
            Environment.UserName == "root",
            "becoming another ordinary user takes root"
        );
        var home = Directory.CreateTempSubdirectory("hlab-home-").FullName;
        var environment = new Dictionary<string, string?>(FreshClone.Quickly)
        {
            ["HOME"] = home,
            ["XDG_CACHE_HOME"] = null,
            ["HLAB_PACKAGES"] = null,
        };

        var result = await Launched.RunAsync(
            clone.Folder,
            environment,
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            Path.Join(clone.Folder, "hlab"),
            "doctor"
        );

        result.ExitCode.Should().Be(3);
        result.Output.Should().Contain("Mend it with: lab/machine.sh");
        result.Error.Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(home).Should().BeEmpty();
        Directory.Delete(home);
    }
}
