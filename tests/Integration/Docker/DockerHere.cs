namespace Integration.Docker;

/// <summary>Whether the tests may use a container engine.</summary>
internal static class DockerHere
{
    /// <summary><c>./test</c> has found or started an engine.</summary>
    internal static bool IsUsable => Environment.GetEnvironmentVariable("HLAB_DOCKER") == "1";

    /// <summary>Skips the test unless <c>./test</c> has found or started an engine.</summary>
    internal static void SkipUnlessUsable() =>
        Assert.SkipUnless(
            IsUsable,
            "HLAB_DOCKER=1 says that DOCKER_HOST names an engine that tests may use; ./test sets it"
        );
}
