using Integration.Docker;
using Integration.Launchers;

namespace Integration.Compose;

/// <summary>A program that makes labs of <c>lab/compose.yml</c>.</summary>
/// <param name="Name"><c>docker-compose</c>, version 1.29 or later, or <c>docker compose</c>, which is version 2.</param>
internal sealed record ComposeProgram(string Name)
{
    internal static readonly string[] Names = ["docker-compose", "docker compose"];

    internal string[] Command => Name.Split(' ');

    /// <summary>Whichever is here; the test is skipped where neither is, or where there is no engine.</summary>
    internal static async Task<ComposeProgram> FindAsync()
    {
        DockerHere.SkipUnlessUsable();
        foreach (var program in Names.Select(name => new ComposeProgram(name)))
        {
            if (await program.IsHereAsync())
            {
                return program;
            }
        }
        Assert.Skip(
            $"neither {string.Join(" nor ", Names)} is here: apt-get install docker-compose"
        );
        throw new System.Diagnostics.UnreachableException();
    }

    internal async Task<bool> IsHereAsync()
    {
        var asked = await Launched.RunAsync(
            Repository.Root,
            new Dictionary<string, string?>(),
            ["sh", "-c", $"{Name} version"]
        );
        return asked.ExitCode == 0;
    }
}
