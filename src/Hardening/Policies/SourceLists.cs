using Hardening.Addresses;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>Reads the lists <c>allow</c> and <c>except</c> of one protected service.</summary>
/// <param name="loopback">What the policy says of loopback; null where that is not known.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class SourceLists(bool? loopback, YamlFaults faults)
{
    private static readonly Prefix Mapped = Prefix.Parse("::ffff:0.0.0.0/96");

    /// <summary>Every loopback address.</summary>
    internal static readonly AddressSet Loopback = AddressSet.Of(
        Prefix.Parse("127.0.0.0/8"),
        Prefix.Parse("::1")
    );

    private bool allowIsComplete;

    public List<Prefix> Allow { get; } = [];

    public List<Prefix> Except { get; } = [];

    public void ReadAllow(YamlNode node)
    {
        var found = faults.Count;
        foreach (var (prefix, place) in Read("allow", node))
        {
            if (loopback == false && Loopback.Contains(prefix))
            {
                faults.Add(
                    place,
                    $"allow: {prefix} is loopback, which loopback: deny closes: remove one of them"
                );
            }
            Allow.Add(prefix);
        }
        allowIsComplete = faults.Count == found;
    }

    public void ReadExcept(YamlNode? node)
    {
        if (node is null)
        {
            return;
        }
        var allowed = AddressSet.Of(Allow);
        foreach (var (prefix, place) in Read("except", node))
        {
            Except.Add(prefix);
            if (allowIsComplete && !allowed.Contains(prefix))
            {
                var outside = AddressSet.Of(prefix).Except(allowed).Ranges(prefix.Family)[0].First;
                faults.Add(
                    place,
                    prefix.IsSingle
                        ? $"except: {prefix} is outside of allow: remove it, it is closed already"
                        : $"except: {prefix} is outside of allow, which lacks {outside}: name only what allow holds"
                );
            }
            if (loopback == true && Loopback.Contains(prefix))
            {
                faults.Add(
                    place,
                    $"except: {prefix} is loopback, which loopback: allow opens: write loopback: deny to close it"
                );
            }
        }
    }

    private IEnumerable<(Prefix Prefix, YamlPlace Place)> Read(string key, YamlNode node)
    {
        const string expected = "an address, a prefix or any; put quotes around IPv6";
        foreach (var (word, place) in YamlWords.Read(key, expected, node, faults))
        {
            if (word == "any")
            {
                yield return (Prefix.Any(IpFamily.IPv4), place);
                yield return (Prefix.Any(IpFamily.IPv6), place);
            }
            else if (word == "localhost")
            {
                faults.Add(
                    place,
                    $"{key}: localhost is what the policy's key loopback is for, expected {expected}"
                );
            }
            else if (word.AsSpan().IndexOfAny('.', ':') < 0)
            {
                faults.Add(place, $"{key}: found {Quotation.Of(word)}, expected {expected}");
            }
            else if (!Prefix.TryParse(word, out var prefix, out var problem))
            {
                faults.Add(place, $"{key}: {problem}");
            }
            else if (prefix.Length >= Mapped.Length && Mapped.Contains(prefix.Network))
            {
                var ipv4 = new Prefix(
                    new(IpFamily.IPv4, (uint)prefix.Network.Bits),
                    prefix.Length - Mapped.Length
                );
                faults.Add(
                    place,
                    $"{key}: {prefix} is IPv4 written as IPv6, which no packet carries: write {ipv4}"
                );
            }
            else
            {
                yield return (prefix, place);
            }
        }
    }
}
