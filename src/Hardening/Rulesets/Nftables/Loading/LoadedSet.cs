using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Loading;

/// <summary>A set or map as the texts so far left it.</summary>
/// <param name="declaration">What it is.</param>
/// <param name="file">The text that declared it.</param>
internal sealed class LoadedSet(TableItem.Set declaration, string file)
{
    internal TableItem.Set Declaration => declaration;

    internal string File => file;

    internal List<Expression> Elements { get; } = [.. declaration.Elements];
}
