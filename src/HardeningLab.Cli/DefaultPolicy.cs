using System.CommandLine;

namespace HardeningLab.Cli;

/// <summary>The policy that a command takes when none is named.</summary>
internal static class DefaultPolicy
{
    private const string InRepository = "lab/policies/portmap.yaml";

    /// <summary>The argument that names another one.</summary>
    internal static Argument<string?> Argument() =>
        new("POLICY")
        {
            Description = "The policy's file; lab/policies/portmap.yaml by default.",
            Arity = ArgumentArity.ZeroOrOne,
        };

    /// <summary>Relative where the user stands in the repository, else below the folder that the launcher names.</summary>
    internal static string Path =>
        File.Exists(InRepository)
            ? InRepository
            : System.IO.Path.Join(Environment.GetEnvironmentVariable("HLAB_ROOT"), InRepository);
}
