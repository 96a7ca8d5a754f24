using Hardening.Hosts;

namespace Hardening.Tests.Hosts;

public sealed class SshAddressTests
{
    [Theory]
    [InlineData("ssh://root@server", "root", "server", 22, "server")]
    [InlineData("ssh://admin@10.0.0.1:2222", "admin", "10.0.0.1", 2222, "[10.0.0.1]:2222")]
    [InlineData("ssh://root@[fe80::1]:22/", "root", "fe80::1", 22, "fe80::1")]
    [InlineData("ssh://root@[2001:db8::1]", "root", "2001:db8::1", 22, "2001:db8::1")]
    public void An_address_is_read(string text, string user, string host, int port, string knownAs)
    {
        var address = SshAddress.Parse(text);

        address.Should().Be(new SshAddress(user, host, port));
        address.KnownAs.Should().Be(knownAs);
        SshAddress.Parse(address.ToString()).Should().Be(address);
    }

    [Theory]
    [InlineData("ssh://")]
    [InlineData("ssh://@server")]
    [InlineData("ssh://root@")]
    [InlineData("ssh://root@server:0")]
    [InlineData("ssh://root@server:x")]
    [InlineData("ssh://root@-oProxyCommand=x y")]
    public void What_is_none_is_refused(string text)
    {
        var reading = () => SshAddress.Parse(text);

        reading.Should().Throw<InputException>().WithMessage("*expected ssh://[user@]host[:port]");
    }
}
