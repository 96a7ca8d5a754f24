using Hardening.Analysis.Mending;
using Hardening.Rulesets;

namespace HardeningLab.Reports;

/// <summary>Texts of rules as they were mended, and what was done to them.</summary>
public static class MendReport
{
    /// <summary>The one text whole, changed or not; of several those that changed, each below a comment with its name.</summary>
    /// <param name="files">The texts as they were.</param>
    /// <param name="mended">What came of them.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(
        IReadOnlyList<RulesetFile> files,
        MendedRules mended,
        TextWriter output
    )
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(mended);
        ArgumentNullException.ThrowIfNull(output);
        if (files.Count == 1 && mended.Changed.All(file => file.Name == files[0].Name))
        {
            output.Write(mended.Changed.Count > 0 ? mended.Changed[0].Text : files[0].Text);
            return;
        }
        foreach (var file in mended.Changed)
        {
            output.WriteLine($"# {PlainText.Of(file.Name)}");
            output.Write(file.Text);
        }
    }

    /// <summary>A line for each change with its proof, and how many findings are left.</summary>
    /// <param name="mended">What came of the texts.</param>
    /// <param name="output">Stays open.</param>
    public static void WriteMends(MendedRules mended, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(mended);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var mend in mended.Mends)
        {
            var place = (mend.Finding.File, mend.Finding.Line) switch
            {
                (null, _) => "",
                ({ } file, null) => $"{PlainText.Of(file)}: ",
                ({ } file, { } line) => $"{PlainText.Of(file)}:{line}: ",
            };
            output.WriteLine(
                $"{place}{mend.Finding.Id}: {PlainText.Of(mend.What)}; {PlainText.Of(mend.Proven)}"
            );
        }
        output.WriteLine(
            mended.Left.Count == 0
                ? "nothing is left to find"
                : $"mended={mended.Mends.Count} left={mended.Left.Count}: `hlab lint` on the result names what is left"
        );
    }
}
