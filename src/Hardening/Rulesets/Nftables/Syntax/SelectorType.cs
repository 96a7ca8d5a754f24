using Hardening.Rulesets.Nftables.Datatypes;

namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>The data types of what rules ask.</summary>
internal static class SelectorType
{
    /// <summary>Null where the expression is no question about a packet.</summary>
    internal static Datatype? Of(Expression expression) =>
        expression switch
        {
            Expression.Payload(var protocol, var field, _, _) => Headers
                .Find(protocol)
                ?.Find(field)
                ?.Type,
            Expression.RawPayload(_, _, var length, _) => StandardTypes.Hexadecimal.OfWidth(length),
            Expression.Extension(_, _, null, _) extension => extension.Name.StartsWith('@')
                ? StandardTypes.Integer.OfWidth(OptionWidth(extension.Name))
                : StandardTypes.Boolean.OfWidth(1),
            Expression.Extension(var kind, var name, var field, _) => ExtensionFields
                .Find(kind, name, field)
                ?.Type,
            Expression.Meta(var key, _) => MetaKeys.Find(key),
            Expression.Conntrack("saddr" or "daddr", _, "ip6", _) => StandardTypes.Ipv6,
            Expression.Conntrack(var key, _, _, _) => ConntrackKeys.Find(key),
            Expression.Fib(_, "oif", _) => StandardTypes.InterfaceIndex,
            Expression.Fib(_, "oifname", _) => StandardTypes.InterfaceName,
            Expression.Fib(_, "type", _) => StandardTypes.FibType,
            Expression.Fib => StandardTypes.Boolean,
            Expression.Socket("mark", _, _) => StandardTypes.Mark,
            Expression.Socket("cgroupv2", _, _) => StandardTypes.CgroupV2,
            Expression.Socket => StandardTypes.Integer.OfWidth(1),
            Expression.Routing("nexthop", "ip6", _) => StandardTypes.Ipv6,
            Expression.Routing("nexthop", _, _) => StandardTypes.Ipv4,
            Expression.Routing("classid", _, _) => StandardTypes.Realm,
            Expression.Routing("mtu", _, _) => StandardTypes.Integer.OfWidth(16),
            Expression.Routing => StandardTypes.Boolean,
            Expression.Ipsec(_, _, "ip6", _, _) => StandardTypes.Ipv6,
            Expression.Ipsec(_, _, "ip", _, _) => StandardTypes.Ipv4,
            Expression.Ipsec => StandardTypes.Integer.OfWidth(32),
            Expression.Fingerprint => StandardTypes.Text,
            Expression.Numgen or Expression.HashOf => StandardTypes.Integer.OfWidth(32),
            Expression.TunnelKey("path", _) => StandardTypes.Boolean,
            Expression.TunnelKey => StandardTypes.Integer.OfWidth(32),
            Expression.Lookup(var key, _) => Of(key),
            Expression.Bitwise(_, var left, var right) => Of(left) ?? Of(right),
            Expression.Constant(var type, _) => type,
            _ => null,
        };

    /// <summary>The length that <c>@255,8,8</c> names.</summary>
    private static int OptionWidth(string name) =>
        int.Parse(
            name.AsSpan(name.LastIndexOf(',') + 1),
            System.Globalization.CultureInfo.InvariantCulture
        );
}
