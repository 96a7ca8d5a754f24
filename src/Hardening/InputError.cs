namespace Hardening;

/// <summary>One fault in a text that a person wrote.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Line, one-based.</param>
/// <param name="Column">Column in characters, one-based.</param>
/// <param name="Message">What was found, what was expected, and what to do.</param>
public sealed record InputError(string File, int Line, int Column, string Message)
{
    /// <summary>The form that editors jump to: <c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
