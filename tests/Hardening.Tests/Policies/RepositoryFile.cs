using System.Runtime.CompilerServices;

namespace Hardening.Tests.Policies;

/// <summary>A file of this repository, found from the place of this source file.</summary>
internal static class RepositoryFile
{
    public static string At(string path) => Path.Combine(Root(), path);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
