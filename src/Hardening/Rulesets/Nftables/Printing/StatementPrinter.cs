using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hardening.Rulesets.Nftables.Reading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Printing;

/// <summary>Prints the parts of rules as nft does.</summary>
/// <param name="text">Where to.</param>
/// <param name="style">What of them.</param>
internal sealed class StatementPrinter(StringBuilder text, PrintStyle style)
{
    private static readonly string[] LogOrder =
    [
        "tcp sequence",
        "tcp options",
        "ip options",
        "skuid",
        "ether",
    ];

    private static readonly string[] SynproxyOrder = ["timestamp", "sack-perm"];

    private readonly ExpressionPrinter expressions = new(text, style);

    internal void Print(Statement statement)
    {
        switch (statement)
        {
            case Statement.Match match:
                Match(match);
                break;
            case Statement.VerdictMap(var key, var map):
                expressions.Print(key);
                text.Append(" vmap ");
                expressions.Print(map);
                break;
            case Statement.Decide(var verdict):
                expressions.Verdict(verdict);
                break;
            case Statement.Counter(var packets, var bytes):
                Counter(packets, bytes);
                break;
            case Statement.ObjectReference(var kind, var name):
                text.Append(kind).Append(" name ");
                expressions.Print(name);
                break;
            case Statement.Limit limit:
                text.Append("limit ");
                Limit(limit);
                break;
            case Statement.Quota quota:
                text.Append("quota ");
                Quota(quota);
                break;
            case Statement.LastUse(var used):
                text.Append("last");
                if (!style.Stateless)
                {
                    text.Append(" used ")
                        .Append(used is { } ago ? DurationText.Print(ago) : "never");
                }
                break;
            case Statement.ConnectionLimit(var isOver, var count):
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"ct count {(isOver ? "over " : string.Empty)}{count}"
                );
                break;
            case Statement.Log log:
                Log(log);
                break;
            case Statement.Reject reject:
                Reject(reject);
                break;
            case Statement.Translate translate:
                Translate(translate);
                break;
            case Statement.Notrack:
                text.Append("notrack");
                break;
            case Statement.Assign(var target, var value):
                expressions.Print(target);
                text.Append(" set ");
                expressions.FlagSeparator =
                    target is Expression.Conntrack && value is Expression.Constant ? "," : " | ";
                expressions.Print(value);
                expressions.FlagSeparator = " | ";
                break;
            case Statement.ResetOption(var option):
                text.Append("reset ");
                expressions.Print(option);
                break;
            case Statement.Queue(var to, var flags):
                text.Append("queue");
                text.Append(flags.Count > 0 ? $" flags {string.Join(',', flags)}" : string.Empty);
                text.Append(" to ");
                if (to is null)
                {
                    text.Append('0');
                }
                else
                {
                    expressions.Print(to);
                }
                break;
            case Statement.Duplicate(var to, var device):
                text.Append("dup to ");
                expressions.Print(to);
                Device(device);
                break;
            case Statement.Forward(var family, var address, var device):
                text.Append("fwd ").Append(family is null ? string.Empty : $"{family} ");
                text.Append("to ");
                if (address is null)
                {
                    expressions.Print(device);
                    break;
                }
                expressions.Print(address);
                Device(device);
                break;
            case Statement.ChangeSet change:
                ChangeSet(change);
                break;
            case Statement.Meter(var name, var size, var key, var statements):
                text.Append("meter ").Append(name);
                if (size is { } most)
                {
                    text.Append(CultureInfo.InvariantCulture, $" size {most}");
                }
                text.Append(" { ");
                expressions.Print(key);
                Following(statements);
                text.Append(" }");
                break;
            case Statement.Synproxy synproxy:
                text.Append("synproxy");
                Synproxy(synproxy, " ");
                break;
            case Statement.Offload(var flowtable):
                text.Append("flow add @").Append(flowtable);
                break;
            case Statement.Xt(var kind, var name):
                text.Append($"xt {kind} \"{name}\"");
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Several with a blank between.</summary>
    internal void Print(EquatableArray<Statement> statements)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            text.Append(i > 0 ? " " : string.Empty);
            Print(statements[i]);
        }
    }

    internal void Limit(Statement.Limit limit)
    {
        var bytes = limit.Unit == "packets" ? string.Empty : $" {limit.Unit}";
        text.Append(
            CultureInfo.InvariantCulture,
            $"rate {(limit.IsOver ? "over " : string.Empty)}{limit.Rate}{bytes}/{limit.Per}"
        );
        if (limit.Burst is { } burst)
        {
            text.Append(CultureInfo.InvariantCulture, $" burst {burst} {limit.BurstUnit}");
        }
    }

    internal void Quota(Statement.Quota quota)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"{(quota.IsOver ? "over " : string.Empty)}{quota.Amount} {quota.Unit}"
        );
        if (quota.Used is { } used && !style.Stateless)
        {
            text.Append(CultureInfo.InvariantCulture, $" used {used} {quota.UsedUnit}");
        }
    }

    internal void Synproxy(Statement.Synproxy synproxy, string separator)
    {
        if (synproxy.Mss is { } mss)
        {
            text.Append(CultureInfo.InvariantCulture, $"{separator}mss {mss}");
        }
        if (synproxy.Wscale is { } wscale)
        {
            text.Append(CultureInfo.InvariantCulture, $"{separator}wscale {wscale}");
        }
        var flags = SynproxyOrder.Where(synproxy.Flags.Contains).ToList();
        text.Append(flags.Count > 0 ? $"{separator}{string.Join(' ', flags)}" : string.Empty);
    }

    private void Match(Statement.Match match)
    {
        expressions.Print(match.Left);
        text.Append(match.Operator.Length == 0 ? " " : $" {match.Operator} ");
        expressions.FlagSeparator =
            match.Operator is "" or "!"
            && match.Left is not Expression.Bitwise
            && match.Right is Expression.Constant
                ? ","
                : " | ";
        expressions.Print(match.Right);
        expressions.FlagSeparator = " | ";
        if (match.Mask is { } mask)
        {
            text.Append(" / ");
            expressions.Print(mask);
        }
    }

    private void Counter(ulong? packets, ulong? bytes)
    {
        text.Append("counter");
        if (!style.Stateless && (packets is not null || bytes is not null))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" packets {packets ?? 0} bytes {bytes ?? 0}"
            );
        }
    }

    private void Device(Expression? device)
    {
        if (device is not null)
        {
            text.Append(" device ");
            expressions.Print(device);
        }
    }

    private void Log(Statement.Log log)
    {
        text.Append("log");
        if (log.Prefix is { } prefix)
        {
            text.Append(" prefix ");
            expressions.Print(prefix);
        }
        Number("group", log.Group);
        Number("snaplen", log.Snaplen);
        Number("queue-threshold", log.QueueThreshold);
        if (log.Level is { } level and not "warn")
        {
            text.Append(" level ").Append(level);
        }
        if (log.Flags.Contains("all") || LogOrder.All(log.Flags.Contains))
        {
            text.Append(" flags all");
            return;
        }
        var tcp = LogOrder
            .Where(flag =>
                flag.StartsWith("tcp", StringComparison.Ordinal) && log.Flags.Contains(flag)
            )
            .ToList();
        if (tcp.Count > 0)
        {
            text.Append(" flags tcp ").Append(string.Join(',', tcp.Select(flag => flag[4..])));
        }
        foreach (var flag in LogOrder[2..])
        {
            text.Append(log.Flags.Contains(flag) ? $" flags {flag}" : string.Empty);
        }

        void Number(string name, uint? value)
        {
            if (value is { } number)
            {
                text.Append(CultureInfo.InvariantCulture, $" {name} {number}");
            }
        }
    }

    private void Reject(Statement.Reject reject)
    {
        text.Append("reject");
        if (reject.With is { } with)
        {
            text.Append(" with ").Append(with);
            if (reject.Code is { } code)
            {
                text.Append(reject.SaysType ? " type " : " ");
                expressions.Print(code);
            }
        }
    }

    private void Translate(Statement.Translate translate)
    {
        text.Append(translate.Kind);
        if (translate.Address is not null || translate.Port is not null)
        {
            text.Append(translate.Family is { } family ? $" {family}" : string.Empty);
            text.Append(translate.IsPrefix ? " prefix" : string.Empty);
            text.Append(" to ");
            if (translate.Address is { } address)
            {
                Translated(address, translate.Port is not null || translate.Kind == "tproxy");
            }
            if (translate.Port is { } port)
            {
                text.Append(':');
                expressions.Print(port);
            }
        }
        text.Append(
            translate.Flags.Count > 0 ? $" {string.Join(',', translate.Flags)}" : string.Empty
        );
    }

    /// <summary>An address of IPv6 before a port stands in brackets.</summary>
    private void Translated(Expression address, bool inBrackets)
    {
        if (address is Expression.Interval(var first, var last))
        {
            Translated(first, inBrackets);
            text.Append('-');
            Translated(last, inBrackets);
            return;
        }
        var isBracketed =
            inBrackets
            && address
                is Expression.Constant
                    ({ Notation: Datatypes.Notation.Ipv6 }, _)
                    or Expression.Symbol
            && (address is not Expression.Symbol symbol || symbol.Text.Contains(':'));
        text.Append(isBracketed ? "[" : string.Empty);
        expressions.Print(address);
        text.Append(isBracketed ? "]" : string.Empty);
    }

    private void ChangeSet(Statement.ChangeSet change)
    {
        text.Append($"{change.Operation} @{change.Set} {{ ");
        expressions.Print(change.Key);
        Following(change.Statements);
        if (change.Data is { } data)
        {
            text.Append(" : ");
            expressions.Print(data);
        }
        text.Append(" }");
    }

    private void Following(EquatableArray<Statement> statements)
    {
        foreach (var statement in statements)
        {
            text.Append(' ');
            Print(statement);
        }
    }
}
