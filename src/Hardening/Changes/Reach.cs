using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>How a host's portmapper can be asked by others.</summary>
/// <param name="Addresses">The host's own, but for those of loopback and of one link.</param>
/// <param name="Listening">By which transports and versions of IP something listens on port 111.</param>
internal sealed record Reach(
    EquatableArray<Address> Addresses,
    EquatableArray<(Transport Transport, IpFamily Family)> Listening
)
{
    /// <summary>Reads what <c>host.sh reach</c> prints.</summary>
    internal static Reach Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split(' ')).ToList();
        return new(
            [
                .. from words in lines
                where words is ["address", _] && Address.TryParse(words[1], out _, out _)
                select Address.Parse(words[1]),
            ],
            [
                .. from words in lines
                where words is ["listens", _, _]
                select (
                    words[1] == "udp" ? Transport.Udp : Transport.Tcp,
                    words[2] == "6" ? IpFamily.IPv6 : IpFamily.IPv4
                ),
            ]
        );
    }
}
