namespace HardeningLab.Kernel;

/// <summary>
/// Takes the process out of the machine's own network and mount namespaces before the lab starts, and refuses to go on
/// wherever that is not certain: rules are loaded only behind <see cref="Verify"/>.
/// </summary>
public static class Isolation
{
    /// <summary>Holds the network namespace that was left, as <c>net:[inode]</c>; its presence says that we are inside.</summary>
    private const string OutsideVariable = "HLAB_OUTSIDE_NET";

    private const string OwnNamespace = "/proc/thread-self/ns/net";

    /// <summary>True once the process was started anew in namespaces of its own.</summary>
    public static bool IsInside =>
        Environment.GetEnvironmentVariable(OutsideVariable) is { Length: > 0 };

    /// <summary>
    /// Replaces the process image by unshare(1) with ourselves in new network and mount namespaces, and in a new user
    /// namespace unless this is root with CAP_SYS_ADMIN. The process id stays, so signals and exit codes need no relay.
    /// </summary>
    /// <param name="unshare">Path of unshare(1) of util-linux.</param>
    /// <param name="withUserNamespace">Whether to become root of a user namespace.</param>
    /// <param name="arguments">The arguments to start again with.</param>
    /// <exception cref="KernelException">execve(2) failed; on success it never returns.</exception>
    public static void StartAgain(
        string unshare,
        bool withUserNamespace,
        IEnumerable<string> arguments
    )
    {
        var outside = ReadNamespace();
        List<string> command =
        [
            unshare,
            withUserNamespace ? "-Urmn" : "-mn",
            ProcessImage.OwnPath,
            .. arguments,
        ];
        var environment = Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Select(variable => $"{variable.Key}={variable.Value}")
            .Append($"{OutsideVariable}={outside}");
        ProcessImage.Replace(unshare, command, environment);
    }

    /// <summary>Throws unless the calling thread certainly stands in another network namespace than the machine's.</summary>
    internal static void Verify()
    {
        var outside = Environment.GetEnvironmentVariable(OutsideVariable);
        var here = ReadNamespace();
        if (
            outside is not { Length: > 0 }
            || !outside.StartsWith("net:[", StringComparison.Ordinal)
            || outside == here
        )
        {
            throw new NotIsolatedException(here, outside);
        }
    }

    private static string ReadNamespace() =>
        new FileInfo(OwnNamespace).LinkTarget
        ?? throw new NotIsolatedException("unknown", outside: null);
}
