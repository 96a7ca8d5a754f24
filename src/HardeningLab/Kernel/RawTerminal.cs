namespace HardeningLab.Kernel;

/// <summary>The terminal of this process passed through as it is: no echo, no lines, no signals (termios(3), cfmakeraw).</summary>
internal sealed unsafe class RawTerminal : IDisposable
{
    /// <summary><c>struct termios</c> of glibc and musl has 60 bytes.</summary>
    private const int Length = 64;

    private const int StandardInput = 0;
    private const int Now = 0;

    private readonly byte[] before;

    private RawTerminal(byte[] before) => this.before = before;

    /// <summary>Until disposed.</summary>
    internal static RawTerminal Enter()
    {
        var found = new byte[Length];
        fixed (byte* old = found)
        {
            KernelException.Check(
                Libc.Tcgetattr(StandardInput, old),
                "reading the terminal's settings"
            );
        }
        byte[] raw = [.. found];
        fixed (byte* changed = raw)
        {
            Libc.Cfmakeraw(changed);
            KernelException.Check(
                Libc.Tcsetattr(StandardInput, Now, changed),
                "changing the terminal's settings"
            );
        }
        return new RawTerminal(found);
    }

    public void Dispose()
    {
        fixed (byte* old = before)
        {
            _ = Libc.Tcsetattr(StandardInput, Now, old);
        }
    }
}
