using Hardening.Addresses;

namespace Hardening.Rulesets.Ipsets;

/// <summary>A set of addresses, ports, interfaces or of what else its type says, which rules of iptables ask by name.</summary>
public sealed class KernelSet
{
    internal KernelSet(
        string name,
        IpsetType type,
        IpFamily family,
        EquatableArray<IpsetOption> options,
        int line
    ) => (Name, Type, Family, Options, Line) = (name, type, family, options, line);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public IpsetType Type { get; }

    /// <summary>The family of its addresses; IPv4 unless it is said. A set of one family never matches packets of the other.</summary>
    public IpFamily Family { get; }

    /// <summary>Such as <c>hashsize</c>, <c>maxelem</c>, <c>timeout</c>, <c>counters</c>, in the order of the text.</summary>
    public EquatableArray<IpsetOption> Options { get; }

    /// <summary>The line that creates it, one-based.</summary>
    public int Line { get; }

    /// <summary>Its entries in the order of the text.</summary>
    public IReadOnlyList<IpsetEntry> Entries => EntryList;

    internal List<IpsetEntry> EntryList { get; } = [];

    /// <summary>What stands behind an option; null where the set does not have it.</summary>
    public string? Value(string option)
    {
        foreach (var one in Options)
        {
            if (one.Name == option)
            {
                return one.Value;
            }
        }
        return null;
    }
}
