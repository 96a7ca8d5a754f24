using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Ports by number or by the names of services(5) that firewalls are written with.</summary>
internal static class PortNumbers
{
    private static readonly Dictionary<string, uint> Names = new(StringComparer.Ordinal)
    {
        ["ftp-data"] = 20,
        ["ftp"] = 21,
        ["ssh"] = 22,
        ["telnet"] = 23,
        ["smtp"] = 25,
        ["domain"] = 53,
        ["bootps"] = 67,
        ["bootpc"] = 68,
        ["tftp"] = 69,
        ["http"] = 80,
        ["www"] = 80,
        ["kerberos"] = 88,
        ["pop3"] = 110,
        ["sunrpc"] = 111,
        ["portmapper"] = 111,
        ["auth"] = 113,
        ["ntp"] = 123,
        ["netbios-ns"] = 137,
        ["netbios-dgm"] = 138,
        ["netbios-ssn"] = 139,
        ["imap2"] = 143,
        ["snmp"] = 161,
        ["ldap"] = 389,
        ["https"] = 443,
        ["microsoft-ds"] = 445,
        ["submission"] = 587,
        ["ipp"] = 631,
        ["ldaps"] = 636,
        ["imaps"] = 993,
        ["pop3s"] = 995,
        ["nfs"] = 2049,
        ["mysql"] = 3306,
        ["postgresql"] = 5432,
    };

    /// <summary>A port, or a range of which either end may be left out; null where it is neither.</summary>
    internal static ValueRange? Range(string text, string protocol, char separator)
    {
        var ends = text.Split(separator);
        if (ends.Length > 2 || text.Length == 0 || protocol is "icmp" or "ipv6-icmp")
        {
            return null;
        }
        var first = ends[0].Length == 0 ? 0 : Find(ends[0]);
        var last = ends[^1].Length == 0 ? ushort.MaxValue : Find(ends[^1]);
        return first is { } low && last is { } high && low <= high
            ? new ValueRange(low, high)
            : null;
    }

    internal static uint? Find(string text) =>
        Names.TryGetValue(text, out var port) ? port
        : Numeral.Find(text) is { } number and <= ushort.MaxValue ? number
        : null;
}
