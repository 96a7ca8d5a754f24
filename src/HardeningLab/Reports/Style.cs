namespace HardeningLab.Reports;

/// <summary>How a piece of the human report is shown where colour is.</summary>
internal enum Style
{
    Plain,
    Heading,
    Faint,
    Good,
    Bad,
    Doubtful,
}
