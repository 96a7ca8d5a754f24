using System.Collections.Immutable;
using System.Diagnostics;

namespace HardeningLab.Topologies;

/// <summary>The one word that every text has for a role.</summary>
public static class RoleNames
{
    /// <summary>Every word, in the order of the roles.</summary>
    public static ImmutableArray<string> All { get; } =
    [.. Enum.GetValues<Role>().Select(role => role.Text())];

    /// <summary>The role in lower case, <c>link-local</c> among them.</summary>
    public static string Text(this Role role) =>
        role switch
        {
            Role.First => "first",
            Role.Last => "last",
            Role.Inside => "inside",
            Role.Below => "below",
            Role.Above => "above",
            Role.Loopback => "loopback",
            Role.Own => "own",
            Role.LinkLocal => "link-local",
            Role.Outsider => "outsider",
            Role.Edge => "edge",
            Role.Witness => "witness",
            _ => throw new UnreachableException(),
        };

    /// <summary>The role of that word.</summary>
    public static bool TryParse(string text, out Role role)
    {
        var place = All.IndexOf(text);
        role = (Role)Math.Max(place, 0);
        return place >= 0;
    }
}
