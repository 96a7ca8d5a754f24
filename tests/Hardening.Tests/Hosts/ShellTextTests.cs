using System.Diagnostics;
using System.Text;
using CsCheck;
using Hardening.Hosts;

namespace Hardening.Tests.Hosts;

/// <summary>The real sh(1) gives every argument and every byte of input back as it was.</summary>
public sealed class ShellTextTests
{
    private static readonly Gen<string> HostileWords = Gen.OneOf(
        Gen.String[Gen.Char['\u0001', '\u00ff'], 0, 12],
        Gen.String[Gen.Char["'\"\\$`\n !*-;&"], 0, 12]
    );

    [Fact]
    public void Arguments_arrive_as_they_are() =>
        HostileWords
            .Array[1, 5]
            .Sample(
                words =>
                {
                    var script = ShellText.Script(["printf", @"%s\0", .. words], default);

                    var printed = Encoding.UTF8.GetString(Run(script)).Split('\0')[..^1];

                    printed.Should().Equal(words);
                },
                iter: 200
            );

    [Fact]
    public void Input_arrives_byte_by_byte_however_long_it_is() =>
        Gen
            .Byte.Array[0, 40_000]
            .Sample(input => Run(ShellText.Script(["cat"], input)).Should().Equal(input), iter: 60);

    [Fact]
    public void A_NUL_is_refused()
    {
        var quoting = () => ShellText.Quoted("a\0b");

        quoting.Should().Throw<ArgumentException>();
    }

    private static byte[] Run(string script)
    {
        var start = new ProcessStartInfo("sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!; // without a shell it starts or throws
        var feeding = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(script));
            process.StandardInput.Close();
        });
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        feeding.GetAwaiter().GetResult();
        process.WaitForExit();
        return output.ToArray();
    }
}
