using Hardening.Hosts;
using Renci.SshNet;

namespace Hardening.Tests.Hosts;

public sealed class SshKeyExchangeTests
{
    private static ConnectionInfo Connection() =>
        new("host.example", "root", new NoneAuthenticationMethod("root"));

    [Fact]
    public void What_is_slow_comes_behind_the_curves_and_before_all_that_is_weaker()
    {
        var connection = Connection();

        SshKeyExchange.PreferQuick(connection);

        connection
            .KeyExchangeAlgorithms.Keys.Take(9)
            .Should()
            .Equal(
                "mlkem768x25519-sha256",
                "curve25519-sha256",
                "curve25519-sha256@libssh.org",
                "ecdh-sha2-nistp256",
                "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp521",
                "sntrup761x25519-sha512",
                "sntrup761x25519-sha512@openssh.com",
                "diffie-hellman-group-exchange-sha256"
            );
    }

    [Fact]
    public void Nothing_is_taken_away()
    {
        var connection = Connection();

        SshKeyExchange.PreferQuick(connection);

        connection
            .KeyExchangeAlgorithms.Keys.Order()
            .Should()
            .Equal(Connection().KeyExchangeAlgorithms.Keys.Order());
    }
}
