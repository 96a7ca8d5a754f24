using System.Security.Cryptography;
using HardeningLab.Engines.Docker;
using Integration.Launchers;

namespace Integration.Suite;

/// <summary>A run of these tests that is killed leaves nothing that can't be found and removed by its labels.</summary>
public sealed class KilledRunTests
{
    private const string LabVariable = "HLAB_TEST_LAB_TO_LEAVE";

    /// <summary>Everything that Testcontainers makes in one run has it.</summary>
    private const string RunKey = "org.testcontainers.session-id";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_leaves_has_our_labels_and_goes_by_them()
    {
        new LabShape().SkipUnlessPossible();
        using var connection = await DockerConnection.OpenAsync(Cancellation);
        var lab = $"hlab-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        try
        {
            await KillInItsMidstAsync(lab);

            var left = (await LabelsAsync(connection)).ToLookup(labels => labels[RunKey]);
            var run = left.Single(made => made.Any(labels => IsOf(lab, labels)));
            run.Should().OnlyContain(labels => IsOf(lab, labels));
            run.Select(labels => labels[SiteLabels.RoleKey])
                .Should()
                .BeEquivalentTo("target", "client", "client", "network", "network");

            (await RemoveAsync(connection, lab)).Should().Equal(lab);
            (await LabelsAsync(connection))
                .Should()
                .NotContain(labels => labels[RunKey] == run.Key || IsOf(lab, labels));
        }
        finally
        {
            await RemoveAsync(connection, lab);
        }
    }

    /// <summary>The run that is killed.</summary>
    [Fact(Explicit = true)]
    public async Task Makes_a_lab_and_stays_in_it()
    {
        var name = Environment.GetEnvironmentVariable(LabVariable);
        Assert.SkipWhen(name is null, $"{LabVariable} names the lab");
        await using var lab = await PortmapLab.StartAsync(new LabShape(), name);
        await lab.Target.ProtectAsync(SuitePolicies.Lan, SuitePolicies.Lan.With[0]);
        await Console.Error.WriteLineAsync(name);
        while (true)
        {
            await lab.Outsider.AskAsync();
        }
    }

    /// <summary>Starts the run, and kills it once it says the lab's name.</summary>
    private static async Task KillInItsMidstAsync(string lab)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        using var run = Launched.Start(
            Repository.Root,
            new Dictionary<string, string?> { [LabVariable] = lab },
            "dotnet",
            "exec",
            typeof(KilledRunTests).Assembly.Location,
            "-noLogo",
            "-explicit",
            "only",
            "-method",
            $"{typeof(KilledRunTests).FullName}.{nameof(Makes_a_lab_and_stays_in_it)}"
        );
        try
        {
            (await run.StandardError.ReadLineAsync(deadline.Token)).Should().Be(lab);
        }
        finally
        {
            run.Kill(); // SIGKILL
        }
        await run.WaitForExitAsync(Cancellation);
    }

    private static bool IsOf(string lab, IDictionary<string, string> labels) =>
        SiteLabels.Of(labels)?.Lab == lab;

    /// <summary>The labels of everything that Testcontainers made and the engine still has.</summary>
    private static async Task<IReadOnlyList<IDictionary<string, string>>> LabelsAsync(
        DockerConnection connection
    )
    {
        var client = connection.Client;
        var containers = await client.Containers.ListContainersAsync(
            new() { All = true },
            Cancellation
        );
        var networks = await client.Networks.ListNetworksAsync(new(), Cancellation);
        var volumes = await client.Volumes.ListAsync(Cancellation);
        return
        [
            .. containers
                .Select(container => container.Labels)
                .Concat(networks.Select(network => network.Labels))
                .Concat((volumes.Volumes ?? []).Select(volume => volume.Labels))
                .Where(labels => labels?.ContainsKey(RunKey) == true),
        ];
    }

    private static Task<IReadOnlyList<string>> RemoveAsync(
        DockerConnection connection,
        string lab
    ) => DockerSite.RemoveAllAsync(connection, labels => labels.Lab == lab, CancellationToken.None);
}
