using Hardening.Hosts;

namespace Hardening.Tests.Hosts;

public sealed class KnownHostsTests
{
    private const string Ours =
        "AAAAC3NzaC1lZDI1NTE5AAAAIM0+aoO/d+QYqAwS+fjH7gqMzgj/hz86VT6az7Irh+ab";

    private const string Another =
        "AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    // Both lines as ssh-keygen -H wrote them, for `server` and `[other]:2222`.
    private const string Hashed =
        $"|1|XhR20YK0iZRmbf9Q50Uhll79bug=|2Z/+kAp/b+Y47DB8/2dqmJl5Kwc= ssh-ed25519 {Ours}\n"
        + $"|1|fCcprGq3bBWoKCIuqi6I7fsDrvI=|QZTkZST+uQ5tdUNZeqBjjVt6YZw= ssh-ed25519 {Ours}\n";

    [Theory]
    [InlineData($"server ssh-ed25519 {Ours}", "server", "Trusted")]
    [InlineData($"SERVER ssh-ed25519 {Ours} a comment", "server", "Trusted")]
    [InlineData($"other,server,10.0.0.1 ssh-ed25519 {Ours}", "10.0.0.1", "Trusted")]
    [InlineData($"*.example ssh-ed25519 {Ours}", "server.example", "Trusted")]
    [InlineData($"*.example,!bad.example ssh-ed25519 {Ours}", "bad.example", "Unknown")]
    [InlineData($"10.0.0.? ssh-ed25519 {Ours}", "10.0.0.12", "Unknown")]
    [InlineData($"# server ssh-ed25519 {Ours}", "server", "Unknown")]
    [InlineData($"server ssh-ed25519 {Ours}", "[server]:2222", "Unknown")]
    [InlineData($"server ssh-ed25519 {Another}", "server", "Changed")]
    [InlineData($"server ssh-ed25519 {Another}\nserver ssh-ed25519 {Ours}", "server", "Trusted")]
    [InlineData($"server ssh-ed25519 {Ours}\n@revoked * ssh-ed25519 {Ours}", "server", "Revoked")]
    [InlineData($"@cert-authority * ssh-ed25519 {Ours}", "server", "Unknown")]
    [InlineData(Hashed, "server", "Trusted")]
    [InlineData(Hashed, "[other]:2222", "Trusted")]
    [InlineData(Hashed, "other", "Unknown")]
    [InlineData("|1|not base 64|x ssh-ed25519 x\n|1|\n\n@", "server", "Unknown")]
    public void A_key_is_what_the_files_say(string text, string host, string answer)
    {
        var known = new KnownHosts(text);

        known.Ask(host, Convert.FromBase64String(Ours)).ToString().Should().Be(answer);
    }

    [Fact]
    public void A_line_that_is_written_is_found_again_and_names_nobody()
    {
        var key = Convert.FromBase64String(Ours);

        var line = KnownHosts.LineFor("[server]:2222", key);

        line.Should().NotContain("server").And.EndWith($" ssh-ed25519 {Ours}\n");
        new KnownHosts(line).Ask("[server]:2222", key).Should().Be(KnownHosts.Answer.Trusted);
    }
}
