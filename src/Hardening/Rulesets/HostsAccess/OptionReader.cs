using System.Text;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>The third field of a line and those behind it, as Debian's libwrap takes them (<c>process_options</c> in options.c).</summary>
internal static class OptionReader
{
    private const string Blank = " \t\r\n";

    // isspace(3), which is more than what separates a keyword from its value.
    private static readonly char[] Space = [' ', '\t', '\n', '\v', '\f', '\r'];

    private static readonly HashSet<string> Levels = Words(
        "emerg alert crit err warning notice info debug"
    );

    private static readonly HashSet<string> Facilities = Words(
        "kern user mail daemon auth lpr news uucp cron local0 local1 local2 local3 local4 local5 local6 local7"
    );

    /// <summary>All of them; those behind one that decides are never looked at.</summary>
    internal static IEnumerable<AccessOption> Read(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var field = Field(text, ref at).Trim(Space);
            yield return Option(field, isLast: at == text.Length);
        }
    }

    /// <summary>Up to the next colon that no backslash protects.</summary>
    private static string Field(string text, ref int at)
    {
        var field = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] == ':')
            {
                at++;
                break;
            }
            at += text[at] == '\\' && at + 1 < text.Length && text[at + 1] == ':' ? 1 : 0;
            field.Append(text[at++]);
        }
        return field.ToString();
    }

    private static AccessOption Option(string field, bool isLast)
    {
        var (keyword, value) = Divide(field);
        var problem = Problem(keyword, value, isLast);
        if (problem.Length > 0)
        {
            return new AccessOption.Faulty(field, problem);
        }
        return keyword.ToLowerInvariant() switch
        {
            "allow" => new AccessOption.Grant(field),
            "deny" => new AccessOption.Deny(field),
            "twist" => new AccessOption.Twist(field),
            "aclexec" => new AccessOption.AclExec(field),
            "group" => new AccessOption.AsGroup(field, value),
            "user" => BracketSplit.Find(value, 0, '.') is >= 0 and var dot
                ? new AccessOption.AsUser(field, value[..dot], value[(dot + 1)..])
                : new AccessOption.AsUser(field, value, null),
            var other => new AccessOption.Beside(field, other),
        };
    }

    /// <summary>One <c>=</c> between the two is ignored.</summary>
    private static (string Keyword, string Value) Divide(string field)
    {
        var end = field.AsSpan().IndexOfAny($"={Blank}");
        if (end < 0)
        {
            return (field, "");
        }
        var rest = field.AsSpan(end);
        rest = rest[0] == '=' ? rest : rest[1..].TrimStart(Blank);
        rest = rest is ['=', .. var behind] ? behind.TrimStart(Blank) : rest;
        return (field[..end], rest.ToString());
    }

    private static string Problem(string keyword, string value, bool isLast)
    {
        if (keyword.Length == 0)
        {
            return "an option has no name";
        }
        var (takes, isEnd) = keyword.ToLowerInvariant() switch
        {
            "keepalive" => (Taking.None, false),
            "allow" or "deny" => (Taking.None, true),
            "rfc931" or "nice" => (Taking.Optional, false),
            "twist" => (Taking.Needed, true),
            "user"
            or "group"
            or "umask"
            or "linger"
            or "spawn"
            or "aclexec"
            or "setenv"
            or "severity"
            or "banners" => (Taking.Needed, false),
            _ => (Taking.Unheard, false),
        };
        return takes == Taking.Unheard ? $"there is no option {Quotation.Of(keyword)}"
            : takes == Taking.Needed && value.Length == 0 ? $"{keyword} needs a value"
            : takes == Taking.None && value.Length > 0 ? $"{keyword} takes no value"
            : isEnd && !isLast
                ? $"{keyword} must be the last option, without even a colon behind it"
            : value.Length == 0 || IsProper(keyword.ToLowerInvariant(), value) ? ""
            : $"{Quotation.Of(value)} is no value for {keyword}";
    }

    private static bool IsProper(string keyword, string value) =>
        keyword switch
        {
            "umask" => ScannedNumber.Octal(value) is <= 0x1ff,
            "linger" => ScannedNumber.Signed(value) is >= 0,
            "rfc931" => ScannedNumber.Signed(value) is > 0,
            "nice" => ScannedNumber.Signed(value) is not null,
            "setenv" => IsVariable(Expanded(value).Trim(Space)),
            "severity" => BracketSplit.Find(value, 0, '.') is >= 0 and var dot
                ? Facilities.Contains(value[..dot]) && Levels.Contains(value[(dot + 1)..])
                : Levels.Contains(value),
            _ => true,
        };

    /// <summary>setenv(3) refuses a name without a letter, or with <c>=</c> in it.</summary>
    private static bool IsVariable(string value)
    {
        var end = value.AsSpan().IndexOfAny(Blank);
        var name = value.AsSpan(0, end < 0 ? value.Length : end).Trim(Space);
        return !name.IsEmpty && !name.Contains('=');
    }

    /// <summary>What <c>%</c> stands for is unknown, but never empty unless the letter means nothing (<c>percent_x</c> in percent_x.c).</summary>
    private static string Expanded(string value)
    {
        var expanded = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] != '%' || at + 1 == value.Length)
            {
                expanded.Append(value[at]);
                continue;
            }
            expanded.Append(
                value[++at] switch
                {
                    '%' => "%",
                    'a' or 'A' or 'c' or 'd' or 'h' or 'H' or 'n' or 'N' => "x",
                    'p' or 'r' or 'R' or 's' or 'u' => "x",
                    _ => "",
                }
            );
        }
        return expanded.ToString();
    }

    private static HashSet<string> Words(string words) =>
        new(words.Split(' '), StringComparer.OrdinalIgnoreCase);

    private enum Taking
    {
        Unheard,
        None,
        Optional,
        Needed,
    }
}
