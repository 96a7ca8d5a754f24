namespace HardeningLab.Cli;

/// <summary>Asks the person at the terminal for secrets, one after the other and each once, and shows nothing of them.</summary>
internal static class SecretPrompt
{
    private static readonly SemaphoreSlim Asking = new(1);
    private static readonly Dictionary<string, string?> Answers = new(StringComparer.Ordinal);

    /// <summary>Null where there is no terminal, or an empty answer.</summary>
    public static async Task<string?> AskAsync(string what, CancellationToken cancellation)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return null;
        }
        await Asking.WaitAsync(cancellation);
        try
        {
            if (!Answers.TryGetValue(what, out var answer))
            {
                answer = await Task.Run(() => Read(what), cancellation);
                Answers[what] = answer;
            }
            return answer;
        }
        finally
        {
            Asking.Release();
        }
    }

    private static string? Read(string what)
    {
        // Whatever the line shows goes.
        Console.Error.Write($"\r\e[K{what}: ");
        var answer = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                answer.Length = Math.Max(0, answer.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                answer.Append(key.KeyChar);
            }
        }
        Console.Error.WriteLine();
        return answer.Length > 0 ? answer.ToString() : null;
    }
}
