using System.Collections.Immutable;
using System.Text;
using Hardening.Analysis.Wrappers;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Tests.Analysis.Wrappers;

/// <summary>Two files and a client; the texts have one character for each byte.</summary>
internal sealed record Question(
    string Allow,
    string Deny,
    string Daemon,
    string Address,
    string Name,
    string User,
    string ServerAddress,
    string ServerName,
    int ServerPort
)
{
    public WrapperTables Tables(ImmutableDictionary<string, string> lists) =>
        new(
            HostsTableReader.Read("hosts.allow", Encoding.Latin1.GetBytes(Allow)),
            HostsTableReader.Read("hosts.deny", Encoding.Latin1.GetBytes(Deny))
        )
        {
            Lists = lists,
        };

    public AccessRequest Request =>
        new(Daemon, Address)
        {
            Name = Name,
            User = User,
            ServerAddress = ServerAddress,
            ServerName = ServerName,
            ServerPort = ServerPort,
        };

    /// <summary>Those that are smaller by one part.</summary>
    public IEnumerable<Question> Smaller() =>
        Shorter(Allow)
            .Select(text => this with { Allow = text })
            .Concat(Shorter(Deny).Select(text => this with { Deny = text }));

    public override string ToString() =>
        $"[InlineData({Quoted(Allow)}, {Quoted(Deny)}, {Quoted(Daemon)}, {Quoted(Address)}, {Quoted(Name)}, {Quoted(User)}, {Quoted(ServerAddress)}, {Quoted(ServerName)}, {ServerPort})]";

    private static IEnumerable<string> Shorter(string text)
    {
        for (var length = text.Length; length > 0; length = length == 1 ? 0 : (length + 1) / 2)
        {
            for (var at = 0; at + length <= text.Length; at += length)
            {
                yield return text.Remove(at, length);
            }
        }
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(
                letter switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < ' ' or > '~' => $"\\u{(int)letter:x4}",
                    _ => letter.ToString(),
                }
            );
        }
        return quoted.Append('"').ToString();
    }
}
