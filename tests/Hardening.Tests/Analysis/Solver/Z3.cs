using System.Runtime.InteropServices;

namespace Hardening.Tests.Analysis.Solver;

/// <summary>
/// The solver Z3, asked in the language of SMT-LIB. The package Microsoft.Z3 brings no library for Linux and wants a newer one than
/// distributions have; these functions are in every version.
/// </summary>
internal static partial class Z3
{
    private static readonly string? Library = new[] { "libz3", "libz3.so.4" }.FirstOrDefault(name =>
        NativeLibrary.TryLoad(name, out _)
    );

    static Z3() =>
        NativeLibrary.SetDllImportResolver(
            typeof(Z3).Assembly,
            (name, _, _) => name == "libz3" && Library is not null ? NativeLibrary.Load(Library) : 0
        );

    internal static bool IsHere => Library is not null;

    /// <summary>Whether there are values for which each of the formulas holds, with what is declared before them.</summary>
    internal static IReadOnlyList<bool> Hold(string script, params IReadOnlyList<string> formulas)
    {
        var config = MakeConfig();
        var context = MakeContext(config);
        try
        {
            var questions = formulas.Select(formula =>
                $"(push)\n(assert {formula})\n(check-sat)\n(pop)\n"
            );
            var answer =
                Marshal.PtrToStringUTF8(Evaluate(context, script + string.Concat(questions))) ?? "";
            var words = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == formulas.Count && words.All(word => word is "sat" or "unsat")
                ? [.. words.Select(word => word == "sat")]
                : throw new InvalidOperationException($"Z3 says {answer}");
        }
        finally
        {
            DeleteContext(context);
            DeleteConfig(config);
        }
    }

    [LibraryImport("libz3", EntryPoint = "Z3_mk_config")]
    private static partial nint MakeConfig();

    [LibraryImport("libz3", EntryPoint = "Z3_del_config")]
    private static partial void DeleteConfig(nint config);

    [LibraryImport("libz3", EntryPoint = "Z3_mk_context")]
    private static partial nint MakeContext(nint config);

    [LibraryImport("libz3", EntryPoint = "Z3_del_context")]
    private static partial void DeleteContext(nint context);

    [LibraryImport(
        "libz3",
        EntryPoint = "Z3_eval_smtlib2_string",
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial nint Evaluate(nint context, string script);
}
