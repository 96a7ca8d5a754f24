using System.Runtime.InteropServices;

namespace Integration.Launchers;

/// <summary>The launcher builds when it has to, once, whole, and not more often.</summary>
[Collection(nameof(FreshClone))]
[Trait("Speed", "Slow")]
public sealed class BuildTests(FreshClone clone)
{
    [Fact]
    public void Two_first_starts_at_once_wait_for_one_build()
    {
        clone.FirstStarts.Should().OnlyContain(start => start.ExitCode == 0);
        clone.FirstStarts.Should().ContainSingle(start => start.Error.Contains("hlab: building"));
        clone.FirstStarts.Should().ContainSingle(start => start.Error.Contains("hlab: waiting"));
        clone.FirstStarts.Select(start => start.Output).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void A_build_leaves_the_lock_files_of_the_tree_as_they_are()
    {
        clone.Locks.Should().Equal(clone.LocksBefore);
        Directory.Exists(Path.Join(clone.Folder, "src/Hardening/obj")).Should().BeFalse();
    }

    [Fact]
    public async Task A_source_that_is_touched_but_the_same_is_not_built_again()
    {
        var source = Path.Join(clone.Folder, "src/Hardening/EquatableArray.cs");
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow);

        (await clone.HlabAsync("--version")).Error.Should().BeEmpty();
    }

    [Fact]
    public async Task A_fault_in_the_sources_is_shown_and_mended_without_another_build()
    {
        // What is built last is built soonest where all before it is there.
        var source = Path.Join(clone.Folder, "src/HardeningLab.Cli/Program.cs");
        var text = await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            source,
            text + "banana",
            TestContext.Current.CancellationToken
        );

        var faulty = await clone.HlabAsync("--version");
        await File.WriteAllTextAsync(source, text, TestContext.Current.CancellationToken);
        var mended = await clone.HlabAsync("--version");

        faulty.ExitCode.Should().Be(3);
        faulty.Error.Should().Contain("error CS").And.Contain("Program.cs");
        mended.Should().Be(new Launched(0, clone.FirstStarts[0].Output, ""));
    }

    [Fact]
    public async Task A_build_that_was_killed_leaves_the_program_before_it_in_place()
    {
        var source = Path.Join(clone.Folder, "src/Hardening/Killed.cs");
        await File.WriteAllTextAsync(source, "// more\n", TestContext.Current.CancellationToken);
        using (
            var killed = Launched.Start(
                clone.Folder,
                FreshClone.Quickly,
                Path.Join(clone.Folder, "hlab"),
                "--version"
            )
        )
        {
            _ = await killed.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        File.Delete(source);

        (await clone.HlabAsync("--version"))
            .Should()
            .Be(new Launched(0, clone.FirstStarts[0].Output, ""));
    }

    /// <summary>What a start costs is measured by bench/lab.</summary>
    [Fact]
    public async Task A_second_start_runs_no_program_but_find()
    {
        var programs = Directory.CreateDirectory(Path.Join(clone.Folder, "artifacts/find-alone"));
        File.CreateSymbolicLink(Path.Join(programs.FullName, "find"), "/usr/bin/find");
        var environment = new Dictionary<string, string?>(FreshClone.Quickly)
        {
            ["PATH"] = programs.FullName,
            ["DOTNET_ROOT"] = Path.GetFullPath(
                "../../..",
                RuntimeEnvironment.GetRuntimeDirectory()
            ),
        };

        var started = await Launched.RunAsync(
            clone.Folder,
            environment,
            Path.Join(clone.Folder, "hlab"),
            "--version"
        );

        started.Should().Be(new Launched(0, clone.FirstStarts[0].Output, ""));
    }
}
