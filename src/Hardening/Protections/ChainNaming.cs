using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>
/// Names for the chains of one policy. What no service's name can hold, a slash, sets apart what is not a service's own
/// chain; nft(8), unlike iptables(8), couldn't read most other such characters back.
/// </summary>
internal sealed class ChainNaming
{
    /// <summary>The chain that INPUT jumps to.</summary>
    public const string Entry = "HLAB";

    /// <summary>The chain that Docker's own chain for its users jumps to.</summary>
    public const string PublishedEntry = "HLAB/docker";

    // The longest name less "HLAB-", "/1f3a" and "/99999".
    private const int LongestService = ChainName.MaxLength - 5 - 5 - 6;

    private readonly Dictionary<string, string> services = [];
    private readonly string tag;

    public ChainNaming(Policy policy, IpFamily family)
    {
        foreach (var (index, item) in policy.Services.Index())
        {
            var name = item.Service.Name;
            services[name] =
                name.Length <= LongestService
                    ? name
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name[..(LongestService - 5)]}/{index + 1}"
                    );
        }
        tag = Tag(policy, family);
    }

    /// <summary>The chain that a service's packets go to.</summary>
    public string Root(Service service) => $"{Entry}-{services[service.Name]}";

    /// <summary>A chain whose content no other policy's chain of the same name has.</summary>
    public string Below(Service service, int number) => $"{Root(service)}/{tag}/{number}";

    /// <summary>A chain of rules that lead from an entry to the services' chains.</summary>
    public string Dispatch(string entry, int number) => $"{entry}/{tag}/{number}";

    private static string Tag(Policy policy, IpFamily family)
    {
        var text = new StringBuilder();
        text.Append($"{policy.LoopbackAllowed} {policy.Otherwise}");
        foreach (var item in policy.Services)
        {
            text.Append($" {item.Service.Name} {string.Join(' ', item.Service.Endpoints)} ");
            text.AppendJoin(' ', item.Sources.Ranges(family));
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.AsSpan(0, 2));
    }
}
