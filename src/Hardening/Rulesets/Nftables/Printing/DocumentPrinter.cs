using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Printing;

/// <summary>Prints texts as <c>nft list ruleset</c> lays them out.</summary>
internal sealed partial class DocumentPrinter
{
    private readonly StringBuilder text = new();
    private readonly PrintStyle style;
    private readonly ExpressionPrinter expressions;
    private readonly StatementPrinter statements;
    private readonly string indent;

    private DocumentPrinter(PrintStyle style)
    {
        this.style = style;
        expressions = new ExpressionPrinter(text, style);
        statements = new StatementPrinter(text, style);
        indent = InLines ? "    " : "\t";
    }

    private bool InLines => style.Layout == TextLayout.Lines;

    /// <summary>The text; every line ends with a newline.</summary>
    internal static string Print(Document document, PrintStyle? style = null)
    {
        var printer = new DocumentPrinter(style ?? PrintStyle.Default);
        foreach (var command in document.Commands)
        {
            printer.Command(command);
        }
        printer.Notes(document.Notes);
        return printer.text.ToString();
    }

    /// <summary>One rule without its handle.</summary>
    internal static string Print(Rule rule, PrintStyle? style = null)
    {
        var printer = new DocumentPrinter(style ?? PrintStyle.Default);
        printer.Rule(rule, 0);
        return printer.text.ToString();
    }

    /// <summary>How something in a table is made, without its name, its number and remarks.</summary>
    internal static string Print(TableItem item)
    {
        var printer = new DocumentPrinter(PrintStyle.Default);
        printer.Block(item with { Comment = null, Handle = null });
        return printer.text.ToString();
    }

    /// <summary>One expression.</summary>
    internal static string Print(Expression expression, PrintStyle? style = null)
    {
        var printer = new DocumentPrinter(style ?? PrintStyle.Default);
        printer.expressions.Print(expression);
        return printer.text.ToString();
    }

    private void Notes(EquatableArray<string> notes, int depth = 0)
    {
        foreach (var note in notes)
        {
            Indent(depth);
            text.Append($"#{note}\n");
        }
    }

    private void Command(Command command)
    {
        switch (command)
        {
            case Command.OfTable { HasBlock: true, Verb: "add" } table:
                Table(table.Table);
                return;
            case Command.OfTable table:
                Notes(table.Table.Notes);
                text.Append(table.Verb == "add" ? string.Empty : $"{table.Verb} ");
                text.Append($"table {table.Table.Id}");
                break;
            case Command.OfRuleset ruleset:
                text.Append($"{ruleset.Verb} ruleset")
                    .Append(ruleset.Family is null ? string.Empty : $" {ruleset.Family}");
                break;
            case Command.OfItem item:
                text.Append($"{item.Verb} {item.Keyword} {item.Table.Family}");
                text.Append(item.Table.Name.Length > 0 ? $" {item.Table.Name}" : string.Empty);
                text.Append(
                    item.Handle is { } handle
                        ? string.Create(CultureInfo.InvariantCulture, $" handle {handle}")
                        : $" {item.Name}"
                );
                text.Append(item.NewName is { } name ? $" {name}" : string.Empty);
                if (item.Item is { } what)
                {
                    Block(what);
                }
                break;
            case Command.OfRule rule:
                text.Append($"{rule.Verb} rule {rule.Table} {rule.Chain}");
                if (rule.Place is { } place)
                {
                    text.Append(CultureInfo.InvariantCulture, $" {place} {rule.Number}");
                }
                if (rule.Rule is { } written)
                {
                    text.Append(' ');
                    Rule(written, 0);
                }
                break;
            case Command.OfElements elements:
                text.Append($"{elements.Verb} element {elements.Table} {elements.Set} ");
                Listed(elements.Elements, string.Empty);
                break;
            case Command.Silent silent:
                text.Append(silent.Text);
                break;
            default:
                throw new UnreachableException();
        }
        text.Append('\n');
    }

    private void Table(Table table)
    {
        Notes(table.Notes);
        text.Append($"table {table.Id} {{");
        text.Append(table.HeadNote is { } note ? $" #{note}" : string.Empty);
        Handle(table.Handle);
        text.Append('\n');
        var separator = string.Empty;
        if (table.Comment is { } comment)
        {
            text.Append($"{indent}comment \"{comment}\"\n");
            separator = InLines ? string.Empty : "\n";
        }
        if (table.Flags.Count > 0)
        {
            text.Append($"{indent}flags {string.Join(',', table.Flags)}\n");
            separator = InLines ? string.Empty : "\n";
        }
        foreach (var item in table.Items)
        {
            text.Append(separator);
            Notes(item.Notes, 1);
            text.Append(indent).Append($"{Keyword(item)} {item.Name}");
            Block(item);
            text.Append('\n');
            separator = InLines ? string.Empty : "\n";
        }
        text.Append("}\n");
    }

    private static string Keyword(TableItem item) =>
        item switch
        {
            TableItem.Chain => "chain",
            TableItem.Set { IsMap: true } => "map",
            TableItem.Set => "set",
            TableItem.Flowtable => "flowtable",
            TableItem.Stateful { Kind: StatefulKind.Named(var keyword, _) } => keyword,
            TableItem.Stateful { Kind: StatefulKind.Helper } => "ct helper",
            TableItem.Stateful { Kind: StatefulKind.Timeout } => "ct timeout",
            TableItem.Stateful { Kind: StatefulKind.Expectation } => "ct expectation",
            TableItem.Stateful { Kind: StatefulKind.Secmark } => "secmark",
            TableItem.Stateful => "tunnel",
            _ => throw new UnreachableException(),
        };

    private void Handle(ulong? handle)
    {
        if (style.Handles && handle is { } number)
        {
            text.Append(CultureInfo.InvariantCulture, $" # handle {number}");
        }
    }

    private void Block(TableItem item)
    {
        text.Append(" {");
        Handle(item.Handle);
        text.Append('\n');
        if (item.Comment is { } comment && item is not TableItem.Set)
        {
            text.Append($"{indent}{indent}comment \"{comment}\"\n");
        }
        switch (item)
        {
            case TableItem.Chain chain:
                Chain(chain);
                break;
            case TableItem.Set set:
                Set(set);
                break;
            case TableItem.Flowtable flowtable:
                Flowtable(flowtable);
                break;
            case TableItem.Stateful stateful:
                Stateful(stateful.Kind);
                break;
            default:
                throw new UnreachableException();
        }
        text.Append(indent).Append('}');
    }

    private void Chain(TableItem.Chain chain)
    {
        if (chain.Hook is { } hook)
        {
            text.Append($"{indent}{indent}type {hook.Type} hook {hook.Name}");
            Devices(hook);
            text.Append($" priority {Priority(hook.Priority)};");
            text.Append(" policy ");
            expressions.Print(chain.Policy ?? new Expression.Symbol("accept", false, default));
            text.Append(';');
            text.Append(
                chain.Flags.Count > 0 ? $" flags {string.Join(',', chain.Flags)};" : string.Empty
            );
            text.Append('\n');
        }
        foreach (var rule in chain.Rules)
        {
            Notes(rule.Notes, 2);
            Indent(2);
            Rule(rule, 2);
            Handle(rule.Handle);
            text.Append(rule.Note is { } note ? $" #{note}" : string.Empty).Append('\n');
        }
        Notes(chain.EndNotes, 2);
    }

    private void Devices(Hook hook)
    {
        if (hook.Devices.Count == 0)
        {
            return;
        }
        if (hook.Devices.Count == 1 && !hook.DevicesInBraces)
        {
            text.Append(" device ");
            expressions.Print(hook.Devices[0]);
            return;
        }
        text.Append(" devices = ");
        expressions.Print(new Expression.SetLiteral(hook.Devices, default));
    }

    private static string Priority(Priority priority) =>
        priority switch
        {
            { Name: null } => priority.Offset.ToString(CultureInfo.InvariantCulture),
            { Offset: 0 } => priority.Name,
            { Offset: > 0 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{priority.Name} + {priority.Offset}"
            ),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{priority.Name} - {-priority.Offset}"
            ),
        };

    private void Rule(Rule rule, int depth)
    {
        for (var i = 0; i < rule.Statements.Count; i++)
        {
            text.Append(i > 0 ? " " : string.Empty);
            var statement = rule.Statements[i];
            statements.Print(statement);
            if (statement is Statement.Decide({ Block: { } block }))
            {
                Anonymous(block, depth);
            }
        }
        if (rule.Comment is { } comment)
        {
            text.Append($" comment \"{comment}\"");
        }
    }

    private void Anonymous(EquatableArray<Rule> rules, int depth)
    {
        text.Append(" {\n");
        foreach (var rule in rules)
        {
            Notes(rule.Notes, depth + 1);
            Indent(depth + 1);
            Rule(rule, depth + 1);
            Handle(rule.Handle);
            text.Append('\n');
        }
        Indent(depth);
        text.Append('}');
    }

    private void Indent(int depth)
    {
        for (var i = 0; i < depth; i++)
        {
            text.Append(indent);
        }
    }

    /// <summary>Elements in braces.</summary>
    private void Listed(EquatableArray<Expression> elements, string margin)
    {
        if (!InLines)
        {
            expressions.Print(new Expression.SetLiteral(elements, default));
            return;
        }
        text.Append("{\n");
        for (var i = 0; i < elements.Count; i++)
        {
            text.Append(margin).Append(indent);
            expressions.Print(elements[i]);
            text.Append(i < elements.Count - 1 ? ",\n" : "\n");
        }
        text.Append(margin).Append('}');
    }
}
