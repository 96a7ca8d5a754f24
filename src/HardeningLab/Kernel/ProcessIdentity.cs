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
    private const int StartField = 19;

    /// <summary>Whether it runs; one that has ended and waits to be reaped does not.</summary>
    internal bool IsAlive => Read(Id) is { } found && found == this;

    /// <summary>The process that has this number now; null if none has.</summary>
    internal static ProcessIdentity? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The second field, the command in brackets, may hold blanks and brackets itself.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X"
                ? null
                : new(id, ulong.Parse(fields[StartField], CultureInfo.InvariantCulture));
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
            return IsAlive && Libc.Syscall(send, descriptor, (byte*)signal, 0, null, 0) == 0;
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }
}
