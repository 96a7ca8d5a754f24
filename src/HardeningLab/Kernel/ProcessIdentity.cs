using System.Globalization;

namespace HardeningLab.Kernel;

/// <summary>
/// One process, told from every other that ever had its number: by when it started, in clock ticks since the machine's
/// start (field 22 of <c>/proc/PID/stat</c>, proc_pid_stat(5)).
/// </summary>
/// <param name="Id">Its number, as this process counts.</param>
/// <param name="Started">When it started.</param>
internal sealed record ProcessIdentity(int Id, ulong Started)
{
    private const int StateField = 0;
    private const int FlagsField = 6;
    private const int StartField = 19;

    /// <summary>PF_EXITING of linux/sched.h: it has been killed, or has ended, and the kernel is clearing up.</summary>
    private const uint Exiting = 4;

    /// <summary>Whether it runs, and will go on.</summary>
    internal bool IsAlive =>
        ReadFields(Id) is { } fields
        && Of(Id, fields) == this
        && (uint.Parse(fields[FlagsField], CultureInfo.InvariantCulture) & Exiting) == 0;

    /// <summary>Whether nothing of it is left but its number, which its parent has yet to take note of.</summary>
    internal bool HasEnded => Read(Id) != this;

    /// <summary>The process that has this number now; null if none has.</summary>
    internal static ProcessIdentity? Read(int id) =>
        ReadFields(id) is { } fields ? Of(id, fields) : null;

    private static ProcessIdentity Of(int id, string[] fields) =>
        new(id, ulong.Parse(fields[StartField], CultureInfo.InvariantCulture));

    private static string[]? ReadFields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The second field, the command in brackets, may hold blanks and brackets itself.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : fields;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sends it a signal, and never to another that has got its number since (pidfd_open(2)).</summary>
    /// <returns>Whether it was still there.</returns>
    internal unsafe bool TrySignal(int signal)
    {
        const nint open = 434;
        const nint send = 424;
        var descriptor = (int)Libc.Syscall(open, Id, null, 0, null, 0);
        if (descriptor < 0)
        {
            return false;
        }
        try
        {
            return !HasEnded && Libc.Syscall(send, descriptor, (byte*)signal, 0, null, 0) == 0;
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }
}
