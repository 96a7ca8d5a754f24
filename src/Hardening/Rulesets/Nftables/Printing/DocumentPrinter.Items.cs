using System.Diagnostics;
using System.Globalization;
using Hardening.Rulesets.Nftables.Reading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Printing;

internal sealed partial class DocumentPrinter
{
    private void Set(TableItem.Set set)
    {
        var properties = set.Properties;
        Indent(2);
        text.Append(set.IsTypeof ? "typeof " : "type ");
        expressions.Print(Joined(set.Key));
        if (set.ObjectKind is { } kind)
        {
            text.Append($" : {kind}");
        }
        else if (set.Data.Count > 0)
        {
            text.Append(set.DataIsInterval ? " : interval " : " : ");
            expressions.Print(Joined(set.Data));
        }
        text.Append('\n');
        Line(properties.Policy is { } policy and not "performance" ? $"policy {policy}" : null);
        Line(
            properties.Size is { } size
                ? string.Create(CultureInfo.InvariantCulture, $"size {size}")
                    + (properties.SizeNote is { } note ? $"\t#{note}" : string.Empty)
                : null
        );
        Line(set.Flags.Count > 0 ? $"flags {string.Join(',', set.Flags)}" : null);
        if (properties.Statements.Count > 0)
        {
            // What a set gives to its elements has no state of its own.
            Indent(2);
            new StatementPrinter(text, style with { Stateless = true }).Print(
                properties.Statements
            );
            text.Append('\n');
        }
        Line(properties.Timeout is { } timeout ? $"timeout {DurationText.Print(timeout)}" : null);
        Line(
            properties.GcInterval is { } interval
                ? $"gc-interval {DurationText.Print(interval)}"
                : null
        );
        Line(properties.AutoMerge ? "auto-merge" : null);
        Line(set.Comment is { } comment ? $"comment \"{comment}\"" : null);
        if (set.Elements.Count > 0)
        {
            Indent(2);
            text.Append("elements = ");
            Elements(set);
            text.Append('\n');
        }
    }

    private static Expression Joined(EquatableArray<Expression> parts) =>
        parts.Count == 1 ? parts[0] : new Expression.Concatenation(parts);

    private void Line(string? line)
    {
        if (line is not null)
        {
            Indent(2);
            text.Append($"{line}\n");
        }
    }

    private void Elements(TableItem.Set set)
    {
        if (InLines)
        {
            Listed(set.Elements, indent + indent);
            return;
        }
        var inLine = ElementsInLine(set);
        var count = 0;
        text.Append("{ ");
        for (var i = 0; i < set.Elements.Count; i++)
        {
            if (i > 0)
            {
                var breaks = count >= inLine;
                text.Append(breaks ? ",\n\t\t\t     " : ", ");
                count = breaks ? 0 : count;
            }
            expressions.Print(set.Elements[i]);
            count++;
        }
        text.Append(" }");
    }

    /// <summary>How many elements share a line is a matter of the type alone, and of a map's not at all.</summary>
    private static int ElementsInLine(TableItem.Set set) =>
        set.IsMap || set.Key.Count > 1 ? 1
        : set.Elements.Any(element => element is Expression.Element) ? 1
        : TypeName(set.Key[0]) switch
        {
            "nf_proto"
            or "mptcpopt_subtype"
            or "integer"
            or "arp_op"
            or "inet_proto"
            or "inet_service"
            or "tcp_flag"
            or "dccp_pkttype"
            or "mark"
            or "iface_index"
            or "classid"
            or "uid"
            or "gid"
            or "ct_dir" => 5,
            "ipv4_addr" or "ct_state" or "ct_status" or "pkttype" => 2,
            _ => 1,
        };

    private static string TypeName(Expression type) =>
        type is Expression.Symbol symbol
            ? symbol.Text
            : SelectorType.Of(type)?.Name ?? string.Empty;

    private void Flowtable(TableItem.Flowtable flowtable)
    {
        if (flowtable.Hook is { } hook)
        {
            Line($"hook {hook.Name} priority {Priority(hook.Priority)}");
            if (hook.Devices.Count > 0)
            {
                Indent(2);
                text.Append("devices = ");
                expressions.Print(new Expression.SetLiteral(hook.Devices, default));
                text.Append('\n');
            }
        }
        Line(flowtable.Flags.Count > 0 ? $"flags {string.Join(',', flowtable.Flags)}" : null);
        Line(flowtable.HasCounter ? "counter" : null);
    }

    private void Stateful(StatefulKind kind)
    {
        switch (kind)
        {
            case StatefulKind.Named(_, Statement.Counter(var packets, var bytes)):
                Line(
                    style.Stateless
                        ? null
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"packets {packets ?? 0} bytes {bytes ?? 0}"
                        )
                );
                break;
            case StatefulKind.Named(_, Statement.Quota quota):
                Indent(2);
                statements.Quota(quota);
                text.Append('\n');
                break;
            case StatefulKind.Named(_, Statement.Limit limit):
                Indent(2);
                statements.Limit(limit);
                text.Append('\n');
                break;
            case StatefulKind.Named(_, Statement.Synproxy synproxy):
                var start = text.Length;
                statements.Synproxy(synproxy, $"\n{indent}{indent}");
                text.Remove(start, Math.Min(1, text.Length - start)).Append('\n');
                break;
            case StatefulKind.Helper(var type, var protocol, var family):
                Line($"type \"{type}\" protocol {protocol}");
                Line(family is null ? null : $"l3proto {family}");
                break;
            case StatefulKind.Timeout(var protocol, var family, var policy):
                Line($"protocol {protocol}");
                Line(family is null ? null : $"l3proto {family}");
                Line(
                    "policy = { "
                        + string.Join(
                            ", ",
                            policy.Select(one =>
                                $"{one.State} : {DurationText.Print(one.Seconds * 1000)}"
                            )
                        )
                        + " }"
                );
                break;
            case StatefulKind.Expectation expectation:
                Line($"protocol {expectation.Protocol}");
                Line(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"dport {expectation.DestinationPort}"
                    )
                );
                Line($"timeout {DurationText.Print(expectation.Milliseconds)}");
                Line(string.Create(CultureInfo.InvariantCulture, $"size {expectation.Size}"));
                Line(expectation.L3Protocol is null ? null : $"l3proto {expectation.L3Protocol}");
                break;
            case StatefulKind.Secmark(var context):
                Line($"\"{context}\"");
                break;
            case StatefulKind.Tunnel(var lines):
                foreach (var line in lines)
                {
                    Line(line);
                }
                break;
            default:
                throw new UnreachableException();
        }
    }
}
