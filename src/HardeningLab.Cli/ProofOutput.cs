using HardeningLab.Matrices;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary>Shows a proof the way that the caller asked for.</summary>
internal static class ProofOutput
{
    public static void Write(
        Proof proof,
        TextWriter output,
        string[] arguments,
        bool asJson,
        bool verbose
    )
    {
        if (asJson)
        {
            JsonReport.Write(proof, output);
            return;
        }
        // Written at once: a terminal's writer passes every word on by itself.
        var page = new StringWriter();
        MatrixReport.Write(
            proof,
            page,
            (cell, layer) => RepeatedCommand.For(arguments, cell, layer),
            Terminal.ShowsColour,
            Terminal.Width,
            verbose
        );
        output.Write(page);
    }
}
