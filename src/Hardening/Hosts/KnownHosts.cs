using System.Buffers.Binary;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Hardening.Hosts;

/// <summary>The host keys that a user trusts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
internal sealed class KnownHosts
{
    private const string Revoked = "@revoked";

    private readonly List<KnownKey> lines = [];

    /// <param name="texts">What the files hold.</param>
    internal KnownHosts(params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            lines.AddRange(text.Split('\n').Select(KnownKey.Read).OfType<KnownKey>());
        }
    }

    /// <summary>What is known of a key that a host shows.</summary>
    internal enum Answer
    {
        /// <summary>It is the host's.</summary>
        Trusted,

        /// <summary>Nothing is known of the host.</summary>
        Unknown,

        /// <summary>The host is known by other keys.</summary>
        Changed,

        /// <summary>Nobody may use it any more.</summary>
        Revoked,
    }

    /// <summary>What is known of a key that a host shows.</summary>
    /// <param name="host">As of <see cref="SshAddress.KnownAs"/>.</param>
    /// <param name="key">The key as it comes over the wire (RFC 4253, section 6.6).</param>
    internal Answer Ask(string host, ReadOnlySpan<byte> key)
    {
        var shown = Convert.ToBase64String(key);
        if (lines.Exists(line => line.Marker == Revoked && line.Key == shown))
        {
            return Answer.Revoked;
        }
        var ofHost = lines.Where(line => line.Marker.Length == 0 && line.Matches(host)).ToList();
        return ofHost.Exists(line => line.Key == shown) ? Answer.Trusted
            : ofHost.Count > 0 ? Answer.Changed
            : Answer.Unknown;
    }

    /// <summary>The types of the keys that a host is known by, such as <c>ssh-ed25519</c>.</summary>
    internal IReadOnlySet<string> TypesOf(string host) =>
        lines
            .Where(line => line.Marker.Length == 0 && line.Matches(host))
            .Select(line => line.Type)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>A line for a host, its name hashed as <c>ssh-keygen -H</c> does.</summary>
    internal static string LineFor(string host, ReadOnlySpan<byte> key)
    {
        var salt = RandomNumberGenerator.GetBytes(HMACSHA1.HashSizeInBytes);
        return $"|1|{Convert.ToBase64String(salt)}|{Hash(salt, host)} {TypeOf(key)} {Convert.ToBase64String(key)}\n";
    }

    /// <summary>The type that a key names itself.</summary>
    internal static string TypeOf(ReadOnlySpan<byte> key) =>
        key.Length >= 4
        && BinaryPrimitives.ReadInt32BigEndian(key) is var length
        && length >= 0
        && length <= key.Length - 4
            ? Encoding.ASCII.GetString(key.Slice(4, length))
            : string.Empty;

#pragma warning disable CA5350 // The format has no other.
    private static string Hash(byte[] salt, string host) =>
        Convert.ToBase64String(HMACSHA1.HashData(salt, Encoding.ASCII.GetBytes(host)));
#pragma warning restore CA5350

    private sealed record KnownKey(string Marker, string Hosts, string Type, string Key)
    {
        internal static KnownKey? Read(string text)
        {
            var words = text.Split(
                (char[])[' ', '\t', '\r'],
                StringSplitOptions.RemoveEmptyEntries
            );
            var marker = words is [['@', ..], ..] ? words[0] : string.Empty;
            var rest = marker.Length > 0 ? words[1..] : words;
            return rest is [['#', ..], ..] or { Length: < 3 }
                ? null
                : new KnownKey(marker, rest[0], rest[1], rest[2]);
        }

        internal bool Matches(string host)
        {
            var matches = false;
            foreach (var pattern in Hosts.Split(','))
            {
                if (pattern is ['!', ..])
                {
                    if (IsLike(pattern[1..], host))
                    {
                        return false;
                    }
                    continue;
                }
                matches |= pattern is ['|', ..] ? IsHashOf(pattern, host) : IsLike(pattern, host);
            }
            return matches;
        }

        private static bool IsLike(string pattern, string host) =>
            FileSystemName.MatchesSimpleExpression(
                pattern.Replace("\\", "\\\\", StringComparison.Ordinal),
                host,
                ignoreCase: true
            );

        private static bool IsHashOf(string pattern, string host)
        {
            var parts = pattern.Split('|');
            var salt = new byte[64];
            return parts is ["", "1", _, _]
                && Convert.TryFromBase64String(parts[2], salt, out var length)
                && Hash(salt[..length], host) == parts[3];
        }
    }
}
