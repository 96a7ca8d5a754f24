using Hardening.Tests.Policies;

namespace Hardening.Tests.Rulesets.Nftables;

/// <summary>What nft's own tests and others' generators hold, beside this repository.</summary>
internal static class Corpus
{
    private static string Root => RepositoryFile.At("../shared/corpus");

    /// <summary>The files below a folder whose names end so, in order; the test is skipped where the corpus is not there.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        Assert.SkipUnless(Directory.Exists(path), $"{path} is not there");
        return
        [
            .. Directory
                .GetFiles(path, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The file's name within its folder.</summary>
    public static string Name(string folder, string file) =>
        Path.GetRelativePath(Path.Combine(Root, folder), file);
}
