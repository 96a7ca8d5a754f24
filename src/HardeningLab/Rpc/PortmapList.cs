using Hardening;

namespace HardeningLab.Rpc;

/// <summary>The results of DUMP: <c>pmaplist</c> of version 2 (RFC 1833, section 3.1), <c>rpcblist</c> of 3 and 4 (section 2.1).</summary>
internal static class PortmapList
{
    /// <summary>Longer than any network identifier, universal address or owner.</summary>
    private const int MaxTextLength = 256;

    /// <summary>What one registration takes at least: the mark that it follows and four words.</summary>
    private const int MinEntryLength = 20;

    private const uint ProtocolTcp = 6;
    private const uint ProtocolUdp = 17;

    /// <summary>Reads the whole list. Never throws, whatever the bytes are.</summary>
    /// <param name="version">2, 3 or 4.</param>
    /// <param name="body">The results.</param>
    /// <param name="registrations">What is registered, in the server's order.</param>
    /// <returns>Whether the bytes were such a list, to the last one.</returns>
    internal static bool TryRead(
        uint version,
        ReadOnlySpan<byte> body,
        out EquatableArray<Registration> registrations
    )
    {
        registrations = [];
        var reader = new XdrReader(body);
        var read = new List<Registration>(Math.Min(16, body.Length / MinEntryLength));
        while (true)
        {
            if (!reader.Boolean(out var more))
            {
                return false;
            }
            if (!more)
            {
                break;
            }
            if (!Entry(version, ref reader, out var registration))
            {
                return false;
            }
            read.Add(registration);
        }
        if (!reader.Rest.IsEmpty)
        {
            return false;
        }
        registrations = read.ToEquatableArray();
        return true;
    }

    private static bool Entry(uint version, ref XdrReader reader, out Registration registration)
    {
        registration = new(0, 0, "", "");
        if (!reader.UnsignedInteger(out var program) || !reader.UnsignedInteger(out var of))
        {
            return false;
        }
        if (version == 2)
        {
            if (!reader.UnsignedInteger(out var protocol) || !reader.UnsignedInteger(out var port))
            {
                return false;
            }
            registration = new(program, of, NetIdOf(protocol), $"{port}");
            return true;
        }
        if (
            !reader.String(MaxTextLength, out var netid)
            || !reader.String(MaxTextLength, out var address)
            || !reader.String(MaxTextLength, out _)
        )
        {
            return false;
        }
        registration = new(program, of, netid, address);
        return true;
    }

    private static string NetIdOf(uint protocol) =>
        protocol switch
        {
            ProtocolTcp => "tcp",
            ProtocolUdp => "udp",
            _ => $"{protocol}",
        };
}
