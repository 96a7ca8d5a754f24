namespace HardeningLab.Reports;

/// <summary>One entry of a table.</summary>
/// <param name="Text">Plain text, without colours.</param>
/// <param name="Style">How it is shown.</param>
internal readonly record struct TableEntry(string Text, Style Style = Style.Plain);
