using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The options that every rule can have (iptables(8), "PARAMETERS").</summary>
internal static class ParameterCondition
{
    /// <summary>Null for an option of a match.</summary>
    internal static Condition? Of(RuleScope scope, RuleOption option) =>
        (
            option.Name switch
            {
                "-s" => Addresses(scope, PacketField.SourceAddress, option),
                "-d" => Addresses(scope, PacketField.DestinationAddress, option),
                "-p" => Protocol(scope, option),
                "-i" => Interface(PacketField.InInterface, option.Argument),
                "-o" => Interface(PacketField.OutInterface, option.Argument),
                "-f" => FragmentHeaders.IsLater,
                _ => null,
            }
        )?.NegatedIf(option.IsNegated);

    /// <summary>An interface, or all that begin so: <c>eth+</c>.</summary>
    internal static Condition Interface(PacketField field, string argument) =>
        argument.EndsWith('+')
            ? argument.Length == 1
                ? Condition.Always
                : new Condition.Named(field, argument[..^1], IsPrefix: true)
            : new Condition.Named(field, argument);

    /// <summary>0 is every protocol.</summary>
    internal static Condition Protocol(RuleScope scope, RuleOption option) =>
        ProtocolNames.Find(option.Argument) is not { } number
            ? throw scope.Refused(option, "a protocol of protocols(5) or a number up to 255")
        : number == 0 ? Condition.Always
        : Condition.Is(PacketField.L4Protocol, (uint)number);

    private static Condition Addresses(RuleScope scope, PacketField field, RuleOption option)
    {
        if (Masks.Read(scope.Family, field, option.Argument) is { } one)
        {
            return one;
        }
        var any = new List<Condition>();
        foreach (var text in option.Argument.Split(','))
        {
            any.Add(
                Masks.Read(scope.Family, field, text)
                    ?? (
                        IsHostName(text)
                            // What it stands for, the resolver says when the rule is loaded.
                            ? new Condition.Unmodelled($"{option.Name} {text}")
                            : throw scope.Refused(
                                text,
                                $"an address of {(scope.Family == Addresses4 ? "IPv4" : "IPv6")}, with a prefix length or a mask if need be, behind {option.Name}"
                            )
                    )
            );
        }
        return any.Count == 1 ? any[0] : new Condition.AnyOf(any.ToEquatableArray());
    }

    private const Hardening.Addresses.IpFamily Addresses4 = Hardening.Addresses.IpFamily.IPv4;

    /// <summary>RFC 952 and its kin: a letter somewhere, and no colon.</summary>
    private static bool IsHostName(string text)
    {
        var name = text.Split('/')[0];
        return name.Length > 0
            && name.Any(char.IsAsciiLetter)
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_');
    }
}
