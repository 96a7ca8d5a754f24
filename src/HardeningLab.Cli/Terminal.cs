namespace HardeningLab.Cli;

/// <summary>What standard output can show.</summary>
internal static class Terminal
{
    /// <summary>Colours only on a terminal, and never against NO_COLOR (no-color.org) or a terminal that says it is dumb.</summary>
    public static bool ShowsColour =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>Whether standard error is watched by a person who can see a line change.</summary>
    public static bool ShowsProgress =>
        !Console.IsErrorRedirected
        && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>Its width in characters; null if it is no terminal.</summary>
    public static int? Width =>
        Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth;
}
