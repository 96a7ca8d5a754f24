using HardeningLab.Engines.Kept;
using HardeningLab.Kernel;

namespace HardeningLab.Tests.Engines.Kept;

public class LabsFolderTests
{
    private static readonly string User = $"{FileOwner.Me}";

    [Fact]
    public void The_folder_lies_where_the_session_keeps_its_files()
    {
        Choose(new() { ["XDG_RUNTIME_DIR"] = "/run/mine", ["TMPDIR"] = "/t" }, hasUsual: true)
            .Should()
            .Be("/run/mine/hardeninglab");
    }

    [Fact]
    public void Without_a_session_it_lies_in_the_users_own_place_if_he_has_one()
    {
        Choose(new() { ["TMPDIR"] = "/t" }, hasUsual: true)
            .Should()
            .Be($"/run/user/{User}/hardeninglab");
    }

    [Fact]
    public void Else_it_lies_among_temporary_files_and_bears_the_users_number()
    {
        Choose(new() { ["TMPDIR"] = "/t" }, hasUsual: false).Should().Be($"/t/hardeninglab-{User}");
        Choose([], hasUsual: false).Should().Be($"/tmp/hardeninglab-{User}");
    }

    private static string Choose(Dictionary<string, string> environment, bool hasUsual) =>
        LabsFolder.Choose(
            name => environment.GetValueOrDefault(name),
            folder => hasUsual && folder == $"/run/user/{User}"
        );
}
