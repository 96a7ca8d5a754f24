namespace Hardening.Analysis.Wrappers;

/// <summary>The names of what neither the files nor a packet tell.</summary>
internal static class OpenQuestions
{
    internal const string Client = "the client";
    internal const string Server = "the server";

    /// <summary>Nothing but an earlier request can tell: libwrap does not forget a refusal until a command answers otherwise.</summary>
    internal const string LastAclExec = "what the last command of aclexec answered";

    internal static string NameIsUnknown(string who) => $"whether {who}'s address has no name";

    internal static string NameIsParanoid(string who) =>
        $"whether {who}'s name does not lead back to its address";

    internal static string NameIs(string who, string pattern) =>
        $"whether {who}'s name is {pattern}";

    internal static string Netgroup(string who, string group) =>
        $"whether {who} is in the netgroup {group}";

    internal static string Listed(string who, string path) => $"whether {path} lists {who}";

    internal static string Zone(string who, string pattern) =>
        $"whether a link-local address of {who} with its interface is {pattern}";

    internal static string Written(string who, string pattern) =>
        $"whether the address of {who} is written as {pattern}";

    internal static string Interface(string name) => $"whether there is an interface {name}";

    internal static string UserIsUnknown => $"whether {Client} tells no user";

    internal static string UserIs(string pattern) => $"whether {Client}'s user is {pattern}";

    internal static string HasUser(string name) => $"whether there is a user {name} here";

    internal static string HasGroup(string name) => $"whether there is a group {name} here";

    internal static string AclExec(string text, string file, int line) =>
        FormattableString.Invariant($"what {text} answers ({file}:{line})");
}
