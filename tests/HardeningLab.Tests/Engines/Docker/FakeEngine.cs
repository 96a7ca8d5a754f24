using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace HardeningLab.Tests.Engines.Docker;

/// <summary>Listens on a socket as an engine does, and gives every caller the same answer.</summary>
internal sealed class FakeEngine : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hlab-engine-").FullName;
    private readonly Socket listener = new(
        AddressFamily.Unix,
        SocketType.Stream,
        ProtocolType.Unspecified
    );
    private readonly List<Socket> callers = [];

    /// <param name="answer">The body of every answer; null to keep callers waiting.</param>
    internal FakeEngine(string? answer)
    {
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        _ = ServeAsync(answer);
    }

    internal string Path => System.IO.Path.Join(folder, "engine.sock");

    /// <summary>An environment whose DOCKER_HOST names it.</summary>
    internal string? Variable(string name) => name == "DOCKER_HOST" ? $"unix://{Path}" : null;

    /// <summary>A version as Docker 20.10.24 on Debian 12 gives it, shortened.</summary>
    internal static string Version(
        string api = "1.41",
        string os = "linux",
        string least = "1.12"
    ) =>
        $$"""
            {"Platform":{"Name":""},"Components":[{"Name":"Engine","Version":"20.10.24+dfsg1"}],
            "Version":"20.10.24+dfsg1","ApiVersion":"{{api}}","MinAPIVersion":"{{least}}","Os":"{{os}}","Arch":"amd64",
            "KernelVersion":"6.1.0-18-amd64"}
            """;

    private async Task ServeAsync(string? answer)
    {
        try
        {
            while (true)
            {
                var caller = await listener.AcceptAsync();
                callers.Add(caller);
                _ = AnswerAsync(caller, answer);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(Socket caller, string? answer)
    {
        var request = new byte[4096];
        if (await caller.ReceiveAsync(request) == 0 || answer is null)
        {
            return;
        }
        var length = Encoding.UTF8.GetByteCount(answer).ToString(CultureInfo.InvariantCulture);
        await caller.SendAsync(
            Encoding.UTF8.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{answer}"
            )
        );
        caller.Close();
    }

    public void Dispose()
    {
        listener.Dispose();
        callers.ForEach(caller => caller.Dispose());
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
