using Hardening;
using HardeningLab.Engines.Kept;

namespace HardeningLab.Tests.Engines.Kept;

public class LabNameTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("2nd_lab.of-mine")]
    public void A_name_is_letters_digits_and_a_few_signs(string name)
    {
        LabName.Checked(name).Should().Be(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("123456789012345678901234567890123")]
    public void Nothing_else_is_a_name(string name)
    {
        var checking = () => LabName.Checked(name);

        checking.Should().Throw<InputException>().WithMessage("--name:1:1: found '*', expected *");
    }
}
