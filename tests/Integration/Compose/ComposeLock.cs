namespace Integration.Compose;

/// <summary>Docker's subnets in <c>lab/compose.yml</c> are fixed: on one engine only one such lab can stand at a time.</summary>
internal static class ComposeLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Waits for the labs of other tests, in this process or another; the end of a process frees it too.</summary>
    internal static async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        var file = Path.Join(Path.GetTempPath(), "hardeninglab-compose.lock");
        for (var end = DateTimeOffset.UtcNow + Patience; ; await Task.Delay(Pause, cancellation))
        {
            try
            {
                return new FileStream(
                    file,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            catch (IOException) when (DateTimeOffset.UtcNow < end) { }
        }
    }
}
