using Hardening.Rulesets.HostsAccess;

namespace Hardening.Tests.Rulesets.HostsAccess;

public sealed class AccessFileReaderTests
{
    [Theory]
    [InlineData(
        "rpcbind : ALL",
        1,
        14,
        "the last line lacks its newline, and libwrap does not read it as it stands"
    )]
    [InlineData(
        "rpcbind : fd00::/8\n",
        1,
        11,
        "found \"fd00::/8\", expected ALL, an address or a prefix, IPv6 in brackets"
    )]
    [InlineData("rpcbind : 10.0.0.1/8\n", 1, 11, "found \"10.0.0.1/8\"")]
    [InlineData("rpcbind : [10.0.0.0]/8\n", 1, 11, "found \"[10.0.0.0]/8\"")]
    [InlineData("rpcbind : ALL : spawn\n", 1, 17, "found \"spawn\", expected \"deny\"")]
    [InlineData("a@b : ALL\n", 1, 1, "found \"a@b\", expected the name of a daemon")]
    [InlineData("\n", 1, 1, "found the end, expected the name of a daemon")]
    public void Anything_else_than_we_print_is_refused_at_its_place(
        string text,
        int line,
        int column,
        string message
    )
    {
        var read = () => AccessFileReader.Read("f", text);
        read.Should().Throw<InputException>().WithMessage($"f:{line}:{column}: *{message}*");
    }

    [Fact]
    public void A_line_that_libwrap_would_cut_is_refused()
    {
        var read = () =>
            AccessFileReader.Read(
                "f",
                $"rpcbind :{string.Concat(Enumerable.Repeat(" 10.0.0.0/8", 200))}\n"
            );
        read.Should().Throw<InputException>().WithMessage("f:1:1: the line has 2209 bytes*");
    }
}
