using System.Runtime.InteropServices;
using System.Text;

namespace HardeningLab.Kernel;

/// <summary>Becomes another program (execve(2)): the process stays, and with it its number, its terminal and its parent.</summary>
internal static unsafe class ProcessImage
{
    private const int BrokenPipe = 13;

    /// <summary>The file of the program that this process runs.</summary>
    internal static string OwnPath =>
        File.ResolveLinkTarget("/proc/self/exe", returnFinalTarget: true)!.FullName; // a link on every Linux

    /// <summary>Never returns.</summary>
    /// <param name="path">The program's file.</param>
    /// <param name="arguments">All of them, its own name first.</param>
    /// <param name="environment">Variables, <c>NAME=value</c>.</param>
    /// <exception cref="KernelException">It can't be started.</exception>
    internal static void Replace(
        string path,
        IEnumerable<string> arguments,
        IEnumerable<string> environment
    )
    {
        // The runtime ignores it, and what is ignored stays so in the next program.
        Libc.Signal(BrokenPipe, 0);
        // Pinned for good: on success this memory is gone with the process image.
        fixed (byte* file = CString(path))
        {
            var argv = Pointers(arguments);
            var envp = Pointers(environment);
            fixed (
                nint* argvStart = argv,
                    envpStart = envp
            )
            {
                KernelException.Check(
                    Libc.Execve(file, (byte**)argvStart, (byte**)envpStart),
                    $"starting {path}"
                );
            }
        }
    }

    private static nint[] Pointers(IEnumerable<string> texts) =>
        [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    private static byte[] CString(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
