using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>owner: who sent a packet of this host's own. A packet without a socket has no owner, and every <c>!</c> holds for it.</summary>
internal static class OwnerCondition
{
    private static readonly Condition HasSocket = Condition.Is(PacketField.Socket, 1);

    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group) =>
        group
            .Options.Where(option => option.Name != "--suppl-groups")
            .Select(option =>
                (
                    option.Name switch
                    {
                        "--socket-exists" => HasSocket,
                        "--uid-owner" => Owned(scope, PacketField.SocketUser, option),
                        "--gid-owner" when group.Has("--suppl-groups") => new Condition.AllOf([
                            HasSocket,
                            new Condition.Unmodelled(
                                $"--gid-owner {option.Argument} --suppl-groups of owner"
                            ),
                        ]),
                        "--gid-owner" => Owned(scope, PacketField.SocketGroup, option),
                        _ => throw scope.Refused(option.Name, "an option of owner"),
                    }
                ).NegatedIf(option.IsNegated)
            );

    private static Condition.AllOf Owned(RuleScope scope, PacketField field, RuleOption option) =>
        new([
            HasSocket,
            (
                field == PacketField.SocketUser
                    ? StaticAccounts.FindUser(option.Argument)
                    : StaticAccounts.FindGroup(option.Argument)
            )
                is { } known
                ? Condition.Is(field, known)
            : option.Argument.Any(char.IsAsciiLetter) && Numeral.Find(option.Argument) is null
                // passwd(5) knows the number.
                ? new Condition.Unmodelled($"{option.Name} {option.Argument} of owner")
            : NumberCondition.Range(scope, field, option, '-'),
        ]);
}
