namespace HardeningLab.Kernel;

/// <summary>What the terminal of this process does otherwise than before, until disposed (termios(3)).</summary>
public sealed unsafe class TerminalMode : IDisposable
{
    /// <summary><c>struct termios</c> of glibc and musl has 60 bytes.</summary>
    private const int Length = 64;

    private const int StandardInput = 0;
    private const int Now = 0;

    /// <summary>Behind the flags of input, of output and of control.</summary>
    private const int LocalFlags = 12;

    private const byte Echo = 0x8;

    private readonly byte[] before;

    private TerminalMode(byte[] before) => this.before = before;

    private delegate void Change(byte* settings);

    /// <summary>Passed through as it is: no echo, no lines, no signals.</summary>
    /// <exception cref="KernelException">Standard input is no terminal.</exception>
    public static TerminalMode Raw() => Enter(Libc.Cfmakeraw);

    /// <summary>Lines and signals as ever, but what is typed is not shown.</summary>
    /// <exception cref="KernelException">Standard input is no terminal.</exception>
    public static TerminalMode WithoutEcho() =>
        Enter(settings => settings[LocalFlags] &= unchecked((byte)~Echo));

    /// <summary>May be called twice, and by the handler of a signal that ends the process.</summary>
    public void Dispose()
    {
        fixed (byte* old = before)
        {
            _ = Libc.Tcsetattr(StandardInput, Now, old);
        }
    }

    private static TerminalMode Enter(Change change)
    {
        var found = new byte[Length];
        fixed (byte* old = found)
        {
            KernelException.Check(
                Libc.Tcgetattr(StandardInput, old),
                "reading the terminal's settings"
            );
        }
        byte[] changed = [.. found];
        fixed (byte* settings = changed)
        {
            change(settings);
            KernelException.Check(
                Libc.Tcsetattr(StandardInput, Now, settings),
                "changing the terminal's settings"
            );
        }
        return new TerminalMode(found);
    }
}
