namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>What a text says.</summary>
/// <param name="File">Its name.</param>
/// <param name="Commands">In their order.</param>
/// <param name="Notes">Remarks behind <c>#</c> behind the last command.</param>
internal sealed record Document(
    string File,
    EquatableArray<Command> Commands,
    EquatableArray<string> Notes
);
