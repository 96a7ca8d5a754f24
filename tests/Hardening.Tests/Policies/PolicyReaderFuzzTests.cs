using CsCheck;
using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class PolicyReaderFuzzTests
{
    private const string Sound = """
        policy: portmap for the storage LAN   # ö
        protect:
          - service: portmap
            allow: [192.168.1.0/24, "fd00:1::/64", any]
            except:
              - 192.168.1.13
              - 'fd00:1::7'
          - service: {name: rsync, tcp: [873], udp: 873, wrappers: [rsyncd]}
            allow: 10.9.0.0/16
        loopback: deny
        otherwise: reject
        with: [tcp-wrappers, iptables]
        """;

    private static readonly string[] Tokens =
    [
        "\n",
        "\n  ",
        "\n- ",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        ", ",
        "- ",
        "? ",
        "&a ",
        "*a",
        "!",
        "!!str ",
        "!<",
        "<<: ",
        "|\n",
        ">-\n",
        "%YAML 1.2\n",
        "%TAG ! a\n",
        "---\n",
        "...\n",
        "# ",
        "@",
        "`",
        "~",
        "\\",
        "\\ud800",
        "\"\\x0\"",
        "\ud800",
        "\udc00",
        "\u2028",
        "\u0085",
        "\ufeff",
        "😀",
        "/33",
        "0",
        "::",
        "127.0.0.1",
        "::ffff:1.2.3.4",
        "service: portmap",
        "policy: ",
        "allow: ",
        "\"\\n\"",
        "𝟏",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Int[0, Tokens.Length - 1].Select(index => Tokens[index]),
        Gen.Char.Select(character => character.ToString()),
        Gen.Int[0, Sound.Length - 1]
            .Select(
                Gen.Int[0, 40],
                (start, length) => Sound.Substring(start, Math.Min(length, Sound.Length - start))
            )
    );

    private static readonly Gen<Func<string, string>> Change =
        from place in Gen.Double[0, 1]
        from removed in Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 30]))
        from piece in Piece
        select (Func<string, string>)(
            text =>
            {
                var start = (int)(place * text.Length);
                return text[..start] + piece + text[Math.Min(text.Length, start + removed)..];
            }
        );

    [Fact]
    public void Whatever_the_text_is_it_reads_or_is_refused_with_real_places() =>
        Change
            .Array[1, 6]
            .Select(changes => changes.Aggregate(Sound, (text, change) => change(text)))
            .Sample(ReadsOrIsRefused, iter: 20_000);

    [Fact]
    public void The_sound_policy_reads() =>
        PolicyReader.Read(Sound, "p").Services.Count.Should().Be(2);

    private static bool ReadsOrIsRefused(string text)
    {
        try
        {
            return PolicyReader.Read(text, "p").Services.Count > 0;
        }
        catch (InputException exception)
        {
            var lines = text.Split('\n');
            return exception.Errors.Length > 0
                && exception.Errors.All(error =>
                    error.Line >= 1
                    && error.Line <= lines.Length
                    && error.Column >= 1
                    && error.Column <= lines[error.Line - 1].Length + 1
                    && !error.Message.Any(char.IsControl)
                );
        }
    }
}
