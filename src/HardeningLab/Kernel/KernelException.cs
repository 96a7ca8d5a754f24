using System.Runtime.InteropServices;
using Hardening;

namespace HardeningLab.Kernel;

/// <summary>The kernel refused something that the lab needs (exit code 3).</summary>
public sealed class KernelException : HardeningException
{
    internal KernelException(string action, int errno)
        : base($"{action}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})") =>
        Errno = errno;

    /// <summary>The error number, as in errno(3).</summary>
    public int Errno { get; }

    internal static string Describe(string action, int errno) =>
        $"{action}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";

    /// <summary>Passes a system call's answer through, or throws what errno says.</summary>
    /// <param name="answer">What the call returned; negative means that it failed.</param>
    /// <param name="action">What was attempted, for the message.</param>
    internal static int Check(int answer, string action) =>
        answer >= 0 ? answer : throw new KernelException(action, Marshal.GetLastPInvokeError());
}
