using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>
/// Finds out what a rule means, as nft does before it hands it to the kernel: types of values, headers that must be there first,
/// and what can't be.
/// </summary>
/// <param name="scope">The table.</param>
/// <param name="hook">The hook of the base chain; null for other chains.</param>
internal sealed partial class RuleEvaluator(TableScope scope, string? hook)
{
    private static readonly string[] QueueFlags = ["bypass", "fanout"];

    private readonly List<EvaluatedStatement> statements = [];
    private ProtocolContext context = new(scope.Family, hook);
    private ValueResolver values = new(scope.File);

    /// <summary>The clock's distance from UTC where times of a day are written, in seconds.</summary>
    internal int ZoneOffset
    {
        init => values = new ValueResolver(scope.File) { ZoneOffset = value };
    }

    /// <exception cref="InputException">nft would refuse it.</exception>
    internal EvaluatedRule Evaluate(Rule rule)
    {
        statements.Clear();
        context = new ProtocolContext(scope.Family, hook);
        Statement? last = null;
        foreach (var statement in rule.Statements)
        {
            if (last is not null && IsTerminal(last))
            {
                throw values.Error(
                    rule.Point,
                    "found a statement behind one that ends the rule, so that no packet gets there; expected the verdict last"
                );
            }
            var evaluated = Evaluate(statement);
            statements.Add(new EvaluatedStatement(evaluated, false));
            Learn(evaluated);
            last = statement;
        }
        return new EvaluatedRule(rule, statements.ToEquatableArray());
    }

    private static bool IsTerminal(Statement statement) =>
        statement switch
        {
            Statement.Decide({ Kind: var kind }) => kind != "continue",
            Statement.Reject or Statement.Queue => true,
            Statement.Translate { Kind: not "tproxy" } => true,
            _ => false,
        };

    private Statement Evaluate(Statement statement) =>
        statement switch
        {
            Statement.Match match => Match(match),
            Statement.VerdictMap(var key, var map) => VerdictMap(key, map),
            Statement.Assign(var target, var value) => Assign(target, value),
            Statement.Reject reject => Reject(reject),
            Statement.Translate translate => Translate(translate),
            Statement.Queue queue => Queue(queue),
            Statement.Log log => Log(log),
            Statement.ObjectReference(var kind, var name) => ObjectReference(kind, name),
            Statement.ChangeSet change => ChangeSet(change),
            Statement.Meter meter => meter with { Key = Key(meter.Key) },
            Statement.ResetOption(var option) => new Statement.ResetOption(Question(option)),
            Statement.Duplicate(var to, var device) => new Statement.Duplicate(
                Value(
                    to,
                    [
                        device is null && scope.Family == "netdev"
                            ? StandardTypes.InterfaceIndex
                            : AddressType(null),
                    ]
                ),
                device is null ? null : Value(device, [StandardTypes.InterfaceIndex])
            ),
            Statement.Forward(var family, var address, var device) => new Statement.Forward(
                family,
                address is null ? null : Value(address, [AddressType(family)]),
                Value(device, [StandardTypes.InterfaceIndex])
            ),
            _ => statement,
        };

    /// <summary>The type of an address of the family that is named or known.</summary>
    private Datatype AddressType(string? family) =>
        (family ?? context.Network) == "ip6" ? StandardTypes.Ipv6 : StandardTypes.Ipv4;

    private Statement Match(Statement.Match match)
    {
        var left = Question(match.Left);
        var types = Types(left);
        if (match.Mask is { } mask)
        {
            // "flags value / mask" asks whether of the mask's flags just those are set.
            return new Statement.Match(
                new Expression.Bitwise("&", left, values.Resolve(mask, types[0])),
                match.Operator == "!=" ? "!=" : "==",
                values.Resolve(match.Right, types[0])
            );
        }
        if (match.Operator == "!" && (left is Expression.Bitwise || !types[0].IsBitmask))
        {
            throw values.Error(
                ValueResolver.PointOf(match.Left),
                "found !, expected != here; ! asks that none of some flags are set"
            );
        }
        if (
            left is Expression.Fib { Result: "oif" } fib
            && match.Right is Expression.Symbol { Text: "exists" or "missing" }
        )
        {
            left = fib with { Result = "check" };
            types = Types(left);
        }
        CheckLength(left, match.Right);
        if (
            left is Expression.Conntrack { Key: "saddr" or "daddr", Family: null } open
            && match.Right is not (Expression.SetLiteral or Expression.SetReference)
        )
        {
            left = OfKnownFamily(open);
            types = Types(left);
        }
        RefuseOpenAddress(left);
        if (
            left is Expression.Concatenation(var asked)
            && match.Right is Expression.SetReference { Name: var name }
            && scope.Find(name)?.Key is { } declared
            && declared.Count == asked.Count
        )
        {
            // Constants among what is asked have the types that the set says.
            left = new Expression.Concatenation(
                asked
                    .Select(
                        (part, index) =>
                            part is Expression.Symbol ? values.Resolve(part, declared[index]) : part
                    )
                    .ToEquatableArray()
            );
        }
        var right = Right(match.Right, types);
        return Simplified(new Statement.Match(left, match.Operator, right), types);
    }

    /// <summary>Names that the kernel has only so much room for.</summary>
    private void CheckLength(Expression left, Expression right)
    {
        var longest = left switch
        {
            Expression.Conntrack { Key: "helper" } => 15,
            Expression.Fingerprint => 15,
            _ => int.MaxValue,
        };
        if (
            right is Expression.Symbol { Text: var name, Point: var point }
            && name.Length > longest
        )
        {
            throw values.Error(
                point,
                $"found {Quotation.Of(name)}, expected a name of at most {longest} characters"
            );
        }
    }

    /// <summary>What is compared with a question.</summary>
    private Expression Right(Expression right, IReadOnlyList<Datatype> types) =>
        right switch
        {
            Expression.SetLiteral literal => new SetEvaluator(values).Evaluate(
                literal,
                types,
                null
            ),
            Expression.SetReference reference => Reference(reference, types, isMap: false),
            Expression.Concatenation(var parts) => Parts(parts, types),
            _ => types.Count == 1
                ? values.Resolve(right, types[0])
                : throw values.Error(
                    ValueResolver.PointOf(right),
                    $"found one value, expected {types.Count} joined by \".\""
                ),
        };

    private Expression.Concatenation Parts(
        EquatableArray<Expression> parts,
        IReadOnlyList<Datatype> types
    ) => SetEvaluator.Parts(values, parts, types);

    private Expression.SetReference Reference(
        Expression.SetReference reference,
        IReadOnlyList<Datatype> types,
        bool isMap
    )
    {
        if (scope.Find(reference.Name) is not { } signature)
        {
            if (scope.AllowsMissingSets)
            {
                return reference;
            }
            throw values.Error(reference.Point, scope.UnknownSet(reference.Name));
        }
        if (isMap && signature.Data.Count == 0 && signature.ObjectKind is null)
        {
            throw values.Error(reference.Point, $"found the set @{reference.Name}, expected a map");
        }
        if (!Fit(signature.Key, types))
        {
            throw values.Error(
                reference.Point,
                $"found @{reference.Name} of the type {Names(signature.Key)}, expected one of {Names(types)}"
            );
        }
        return reference;
    }

    private static bool Fit(IReadOnlyList<Datatype> declared, IReadOnlyList<Datatype> asked)
    {
        if (declared.Count != asked.Count)
        {
            return false;
        }
        for (var i = 0; i < declared.Count; i++)
        {
            var (one, other) = (declared[i], asked[i]);
            if (
                one.Name != other.Name
                && one.Name != "integer"
                && other.Name != "integer"
                && (one.Notation, other.Notation) is not (Notation.Text, Notation.Text)
            )
            {
                return false;
            }
        }
        return true;
    }

    private static string Names(IEnumerable<Datatype> types) =>
        string.Join(" . ", types.Select(type => type.Name));

    private Statement VerdictMap(Expression key, Expression map)
    {
        var left = Question(key);
        RefuseOpenAddress(left);
        var types = Types(left);
        return new Statement.VerdictMap(
            left,
            map is Expression.SetReference reference
                ? Reference(reference, types, isMap: true)
                : new SetEvaluator(values).Evaluate(
                    (Expression.SetLiteral)map,
                    types,
                    [StandardTypes.Verdict]
                )
        );
    }

    private Statement Assign(Expression target, Expression value)
    {
        var isRead =
            target is Expression.Conntrack { Key: "helper" or "timeout" or "expectation" }
            || target is Expression.Meta { Key: "secmark" }
                && value is Expression.Symbol { IsQuoted: true };
        if (
            target
            is Expression.Payload { Tunnel: not null }
                or not (
                    Expression.Payload
                    or Expression.RawPayload
                    or Expression.Extension
                    or Expression.Meta
                    or Expression.Conntrack
                )
        )
        {
            throw values.Error(
                ValueResolver.PointOf(target),
                "found set behind something that can't be written, expected a field of the packet itself, meta or ct"
            );
        }
        if (
            target is Expression.Meta { Key: var key }
            && key
                is not (
                    "mark"
                    or "priority"
                    or "pkttype"
                    or "nftrace"
                    or "secmark"
                    or "broute"
                    or "ibrhwaddr"
                    or "oif"
                    or "iif"
                )
        )
        {
            throw values.Error(
                ValueResolver.PointOf(target),
                $"found meta {key} set, expected what can be written: mark, priority, pkttype, nftrace, secmark or broute"
            );
        }
        CheckBridge(target, isWritten: true);
        var left = isRead ? target : Question(target, isWritten: true);
        var type = isRead ? StandardTypes.Text : Types(left)[0];
        if (isRead)
        {
            CheckObject(target, value);
        }
        return new Statement.Assign(left, Value(value, [type]));
    }

    private void CheckObject(Expression target, Expression value)
    {
        var kind = target is Expression.Conntrack { Key: var key } ? $"ct {key}" : "secmark";
        if (value is Expression.Symbol name && !scope.HasObject(kind, name.Text))
        {
            throw values.Error(
                name.Point,
                $"found the {kind} {Quotation.Of(name.Text)}, which the table does not have; expected one that it declares"
            );
        }
    }

    private Statement ObjectReference(string kind, Expression name)
    {
        if (name is Expression.Symbol symbol)
        {
            return scope.HasObject(kind, symbol.Text)
                ? new Statement.ObjectReference(
                    kind,
                    new Expression.TextConstant(StandardTypes.Text, symbol.Text)
                )
                : throw values.Error(
                    symbol.Point,
                    $"found the {kind} {Quotation.Of(symbol.Text)}, which the table does not have; expected one that it declares"
                );
        }
        return new Statement.ObjectReference(kind, Value(name, [StandardTypes.Text]));
    }

    private Statement ChangeSet(Statement.ChangeSet change)
    {
        var key = Key(change.Key);
        var signature = scope.Find(change.Set);
        if (signature is null)
        {
            if (scope.AllowsMissingSets)
            {
                return change with { Key = key };
            }
            throw values.Error(change.Point, scope.UnknownSet(change.Set));
        }
        return change with
        {
            Key = key,
            Data = change.Data is { } data ? Value(data, signature.Data) : null,
        };
    }

    private Expression Key(Expression key) =>
        key is Expression.Element element
            ? element with
            {
                Key = Question(element.Key),
            }
            : Question(key);

    private Statement Queue(Statement.Queue queue)
    {
        var number = StandardTypes.Integer.OfWidth(16);
        if (queue.To is not { } to)
        {
            return queue with { To = new Expression.Constant(number, 0) };
        }
        var isConstant = to is Expression.Symbol or Expression.Interval;
        if (!isConstant && to is not (Expression.Numgen or Expression.HashOf or Expression.Lookup))
        {
            throw values.Error(
                ValueResolver.PointOf(to),
                "found an expression that is no number of a queue, expected a number, a range, a map, numgen or a hash"
            );
        }
        if (!isConstant && queue.Flags.Contains("fanout"))
        {
            throw values.Error(
                ValueResolver.PointOf(to),
                "found fanout with an expression, expected it with a range of queues, such as 0-3"
            );
        }
        var (modulus, offset) = to switch
        {
            Expression.Numgen generated => (generated.Modulus, generated.Offset),
            Expression.HashOf hash => (hash.Modulus, hash.Offset),
            _ => (1u, 0u),
        };
        if ((ulong)modulus + offset > 65_536)
        {
            throw values.Error(
                ValueResolver.PointOf(to),
                "found queues beyond 65535, expected a modulus and an offset of at most 65536 together"
            );
        }
        return new Statement.Queue(
            Value(to, [number]),
            QueueFlags.Where(queue.Flags.Contains).ToEquatableArray()
        );
    }

    private Statement Log(Statement.Log log)
    {
        var hasOptions =
            log.Prefix is not null
            || log.Group is not null
            || log.Snaplen is not null
            || log.QueueThreshold is not null
            || log.Flags.Count > 0;
        if (log.Level == "audit" && hasOptions)
        {
            throw new InputException(
                new InputError(
                    scope.File,
                    Math.Max(1, PointOf(log).Line),
                    Math.Max(1, PointOf(log).Column),
                    "found log level audit with other options, expected it alone"
                )
            );
        }
        return log.Group is not null && (log.Level is not null || log.Flags.Count > 0)
            ? throw values.Error(
                PointOf(log),
                "found log group with level or flags, expected one of them: a group is of nflog, levels and flags are of syslog"
            )
            : log;
    }

    private static SourcePoint PointOf(Statement.Log log) =>
        log.Prefix is { } prefix ? ValueResolver.PointOf(prefix) : default;

    /// <summary>The types of what an expression gives; several where it is concatenated.</summary>
    private IReadOnlyList<Datatype> Types(Expression expression) =>
        expression switch
        {
            Expression.Concatenation(var parts) => [.. parts.SelectMany(Types)],
            Expression.Lookup(_, Expression.SetReference reference) => scope.Find(reference.Name)
                is { } signature
                ? signature.Data
                : [],
            Expression.Lookup(var key, _) => Types(key),
            Expression.Bitwise("<<" or ">>", var left, _) =>
            [
                StandardTypes.Hexadecimal.OfWidth(Types(left)[0].Width),
            ],
            Expression.Bitwise(_, var left, _) => Types(left),
            _ => [SelectorType.Of(expression) ?? StandardTypes.Integer],
        };
}
