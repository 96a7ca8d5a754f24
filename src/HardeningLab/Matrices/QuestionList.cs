using Hardening;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>What a proof asks, in order.</summary>
internal static class QuestionList
{
    /// <param name="topology">Who asks for what.</param>
    /// <param name="isExhaustive">Whether every source asks every version and procedure.</param>
    /// <param name="only">Which cells to ask.</param>
    /// <exception cref="InputException">No cell is selected.</exception>
    internal static List<Question> For(Topology topology, bool isExhaustive, CellFilter only)
    {
        var questions = topology
            .Services.SelectMany(sources =>
                ProbePlan.For(sources, isExhaustive).Select(probe => new Question(sources, probe))
            )
            .Where(question => only.Selects(question.Name))
            .ToList();
        return questions.Count > 0
            ? questions
            : throw new InputException(new InputError("--only", 1, 1, $"no cell is named {only}"));
    }
}
