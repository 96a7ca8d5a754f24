namespace Hardening.Tests.Analysis.Translation.Iptables;

public sealed class RefusedWordTests
{
    [Theory]
    [InlineData(
        "-p tcp --dport nosuch -j ACCEPT",
        "rules:3:25: found \"nosuch\", expected a port, a name of services(5), or a range of them behind --dport"
    )]
    [InlineData(
        "-p nosuch -j ACCEPT",
        "rules:3:13: found \"nosuch\", expected a protocol of protocols(5) or a number up to 255 behind -p"
    )]
    [InlineData(
        "-s 10.0.0.0/33 -j ACCEPT",
        "rules:3:13: found \"10.0.0.0/33\", expected an address of IPv4, with a prefix length or a mask if need be, behind -s"
    )]
    [InlineData(
        "-s fd00::1 -j ACCEPT",
        "rules:3:13: found \"fd00::1\", expected an address of IPv4, with a prefix length or a mask if need be, behind -s"
    )]
    [InlineData(
        "-m conntrack --ctstate FRESH -j ACCEPT",
        "rules:3:33: found \"FRESH\", expected states out of NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED, SNAT and DNAT behind --ctstate"
    )]
    [InlineData(
        "-m dscp --dscp-class AF99 -j ACCEPT",
        "rules:3:31: found \"AF99\", expected a class of DSCP: BE, EF, CS0 to CS7, AF11 to AF43 behind --dscp-class"
    )]
    [InlineData(
        "-p tcp -m tcp --dport 90:80 -j ACCEPT",
        "rules:3:32: found \"90:80\", expected a port, a name of services(5), or a range of them behind --dport"
    )]
    [InlineData(
        "-j nowhere",
        "rules:3:13: found \"nowhere\", expected a target of iptables-extensions(8) or a chain of the same table"
    )]
    [InlineData(
        "--dport 22 -j ACCEPT",
        "rules:3:10: found \"--dport\", expected -p and a protocol that has it before it"
    )]
    public void A_word_that_iptables_does_not_know_is_named_with_its_place(
        string rule,
        string message
    ) =>
        FluentActions
            .Invoking(() => TranslatedRule.Of(rule))
            .Should()
            .Throw<InputException>()
            .WithMessage(message);
}
