using CsCheck;

namespace Hardening.Tests.Analysis;

/// <summary>One of some values.</summary>
internal static class Chosen
{
    internal static Gen<T> From<T>(params T[] values) =>
        Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
