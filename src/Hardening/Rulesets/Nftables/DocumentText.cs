using Hardening.Rulesets.Nftables.Json;
using Hardening.Rulesets.Nftables.Reading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables;

/// <summary>Texts of nftables in either of nft's languages.</summary>
internal static class DocumentText
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="InputException">It can't be read.</exception>
    internal static Document Read(string file, string text) =>
        RulesetRecognition.IsNftJson(text)
            ? JsonDocumentReader.Read(file, text)
            : DocumentReader.Read(file, text);
}
