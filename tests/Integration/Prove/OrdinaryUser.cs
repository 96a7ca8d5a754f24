using HardeningLab.Engines;
using HardeningLab.Engines.Netns.Machine;
using Integration.Launchers;

namespace Integration.Prove;

/// <summary>
/// A user without any privilege, who owns nothing but a home: the built program, the policies and rpcbind lie where he can
/// read them, as the tests' own folder may not.
/// </summary>
public sealed class OrdinaryUser : IAsyncLifetime
{
    private const string Id = "65534";

    private readonly string folder = Directory.CreateTempSubdirectory("hlab-user-").FullName;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        missing =
            await HlabProcess.MissingAsync()
            ?? (Environment.UserName == "root" ? null : "becoming another user takes root");
        if (missing is not null)
        {
            return;
        }
        var stamp = File.ReadLines(Path.Join(Repository.Root, "artifacts/hlab/stamp")).Last();
        await CopyAsync(Path.Join(Repository.Root, "artifacts/hlab", stamp), "program");
        await CopyAsync(Path.Join(Repository.Root, "lab"), "lab");
        await CopyAsync(Path.Join(Repository.Root, "tests/Integration/Prove/testdata"), "testdata");
        await CopyAsync(RpcbindPackages.Find()!.Root, "packages"); // the doctor has found them
        var home = Directory.CreateDirectory(Path.Join(folder, "home")).FullName;
        await Launched.RunAsync(folder, Surroundings, "chown", Id, home);
        await Launched.RunAsync(folder, Surroundings, "chmod", "-R", "go+rX", folder);
    }

    /// <summary>Proves as that user; the test is skipped where nobody can become one, or the lab can't run.</summary>
    internal async Task<Proved> ProveAsync(params IEnumerable<string> arguments) =>
        Proved.Read(await RunAsync(["prove", .. arguments, "--json"]));

    /// <summary>Runs hlab as that user, under the same conditions.</summary>
    internal async Task<ExecResult> RunAsync(params IEnumerable<string> arguments)
    {
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        var ended = await Launched.RunAsync(
            folder,
            Surroundings,
            [
                "setpriv",
                $"--reuid={Id}",
                $"--regid={Id}",
                "--clear-groups",
                Path.Join(folder, "program/hlab"),
                .. arguments,
            ]
        );
        return new ExecResult(ended.ExitCode, ended.Output, ended.Error);
    }

    private Dictionary<string, string?> Surroundings =>
        new()
        {
            ["HOME"] = Path.Join(folder, "home"),
            ["XDG_CACHE_HOME"] = null,
            ["XDG_RUNTIME_DIR"] = Path.Join(folder, "home"),
            ["HLAB_ROOT"] = folder,
            ["HLAB_PACKAGES"] = Path.Join(folder, "packages"),
        };

    private async Task CopyAsync(string from, string to)
    {
        var copied = await Launched.RunAsync(
            folder,
            Surroundings,
            "cp",
            "-rL",
            from,
            Path.Join(folder, to)
        );
        if (copied.ExitCode != 0)
        {
            throw new IOException(copied.Error);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
