using Hardening.Tests.Policies;

namespace Hardening.Tests.Rulesets;

/// <summary>Texts of other projects' test suites. They lie beside the repository; where they don't, a test that wants them is skipped.</summary>
internal static class Corpus
{
    private static string Root => RepositoryFile.At("../shared/corpus");

    /// <summary>The paths of a folder's files, in order, those below it among them; skips the test where the folder is not there.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        Assert.SkipUnless(Directory.Exists(path), $"{path} is not there");
        return
        [
            .. Directory
                .EnumerateFiles(path, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The file's name within its folder.</summary>
    public static string Name(string folder, string file) =>
        Path.GetRelativePath(Path.Combine(Root, folder), file);
}
