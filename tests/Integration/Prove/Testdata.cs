namespace Integration.Prove;

/// <summary>The files beside these tests, by the paths that a person at the root of the repository would type.</summary>
internal static class Testdata
{
    internal const string Lan = "tests/Integration/Prove/testdata/lan.yaml";

    internal static string File(string name) => $"tests/Integration/Prove/testdata/{name}";

    /// <summary>Proves files against lan.yaml.</summary>
    internal static Task<Proved> ProveAsync(params IEnumerable<string> files) =>
        Proved.ByAsync([Lan, "--rules", .. files.Select(File)]);
}
