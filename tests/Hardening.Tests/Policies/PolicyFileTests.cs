using System.Text;
using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class PolicyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string ErrorOf(byte[] content)
    {
        var path = Path.Combine(folder, "p.yaml");
        File.WriteAllBytes(path, content);
        return ErrorOf(path);
    }

    private static string ErrorOf(string path)
    {
        var reading = () => PolicyReader.ReadFile(path);
        var error = reading
            .Should()
            .Throw<InputException>()
            .Which.Errors.Should()
            .ContainSingle()
            .Which;
        error.File.Should().Be(path);
        return $"{error.Line}:{error.Column}: {error.Message}";
    }

    [Fact]
    public void A_missing_file_is_named() =>
        ErrorOf(Path.Combine(folder, "none")).Should().Be("1:1: there is no such file");

    [Fact]
    public void A_directory_is_no_policy() =>
        ErrorOf(folder).Should().Be("1:1: this is a directory, expected a file");

    [Fact]
    public void A_name_that_no_file_can_have_is_refused() =>
        ErrorOf("a\0b").Should().StartWith("1:1: the file can't be read: ");

    [Fact]
    public void A_file_of_more_than_10_MB_is_refused_however_it_ends()
    {
        ErrorOf(new byte[10_000_001]).Should().StartWith("1:1: the policy is larger than 10 MB");
        ErrorOf("/dev/zero").Should().StartWith("1:1: the policy is larger than 10 MB");
    }

    [Fact]
    public void A_byte_that_is_not_UTF_8_is_shown_with_its_place() =>
        ErrorOf([.. "policy: a\n# ö: "u8, 0xe9, .. "\n"u8])
            .Should()
            .Be("2:6: the file is not UTF-8 here: save it as UTF-8");

    [Fact]
    public void UTF_16_is_recognised() =>
        ErrorOf([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("policy: a")])
            .Should()
            .Be("1:1: the file is UTF-16, expected UTF-8: save it as UTF-8");
}
