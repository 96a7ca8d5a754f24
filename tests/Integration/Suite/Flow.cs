namespace Integration.Suite;

/// <summary>A socket of a client that has been answered once, and stays open.</summary>
internal sealed class Flow
{
    private readonly LabHost host;
    private readonly Question question;

    private Flow(LabHost host, Question question)
    {
        this.host = host;
        this.question = question;
    }

    /// <summary>Opens a socket and asks, which must be answered with the list.</summary>
    internal static async Task<Flow> OpenAsync(LabHost host, Question question)
    {
        var flow = new Flow(host, question);
        var first = await flow.RunAsync(["open", .. question.Words]);
        first.Should().BeOfType<Answer.Listed>();
        return flow;
    }

    /// <summary>Asks the same from the same socket.</summary>
    internal Task<Answer> AskAgainAsync() => RunAsync("again", question.TransportName);

    private async Task<Answer> RunAsync(params string[] arguments)
    {
        var said = await host.RunAsync([
            .. LabHost.Within(seconds: 40),
            $"{LabHost.Scripts}/flow",
            .. arguments,
        ]);
        return Answer.Read(question, said.Trim().Split(' ', 2)[1]);
    }
}
