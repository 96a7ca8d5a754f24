using System.Collections.Immutable;
using System.Globalization;
using Hardening.Analysis.Wrappers;
using Hardening.Tests.Protections;

namespace Hardening.Tests.Analysis.Wrappers;

/// <summary>libwrap itself judges what we make of its files.</summary>
[Collection(Libwrap.Collection)]
public sealed class LibwrapAgreementTests
{
    private const int Clients = 12;

    private const string List = "10.0.0.1 [2001:db8::]/32\n.example.com\tKNOWN\n";

    [Fact]
    public void It_answers_as_libwrap_does_for_random_files_and_clients()
    {
        Assert.SkipUnless(Libwrap.IsHere, Libwrap.Missing);
        var count = Setting("HLAB_TEST_HOSTS_FILES", 5_000);
        var seed = Setting("HLAB_TEST_SEED", Random.Shared.Next());
        using var libwrap = new Libwrap("", "");
        var list = libwrap.Write("list", List);
        var lists = Lists(list);
        var files = new HostsFiles(new Random(seed)) { List = list };
        for (var file = 0; file < count; file++)
        {
            var first = Ask(files, files.Text(), files.One(3) ? "ALL : ALL\n" : files.Text());
            var tables = first.Tables(lists);
            Write(libwrap, first);
            foreach (
                var question in Enumerable
                    .Range(1, Clients - 1)
                    .Select(_ => Ask(files, first.Allow, first.Deny))
                    .Prepend(first)
            )
            {
                if (Answer(libwrap, question) != Check(tables, question))
                {
                    var smallest = Smallest(libwrap, lists, question);
                    Write(libwrap, smallest);
                    Assert.Fail(
                        $"libwrap says {Answer(libwrap, smallest)}, seed {seed}:\n{smallest}"
                    );
                }
            }
        }
    }

    private static Question Ask(HostsFiles files, string allow, string deny) =>
        new(
            allow,
            deny,
            files.Of(HostsFiles.DaemonNames),
            files.One(40) ? "unknown" : files.Address(),
            files.Of(HostsFiles.HostNames),
            files.Of(HostsFiles.UserNames),
            files.One(3) ? "unknown" : files.Address(),
            files.Of(HostsFiles.HostNames),
            files.One(2) ? 111 : 22
        );

    private static Question Smallest(
        Libwrap libwrap,
        ImmutableDictionary<string, string> lists,
        Question question
    )
    {
        while (
            question
                .Smaller()
                .FirstOrDefault(smaller =>
                {
                    Write(libwrap, smaller);
                    return Answer(libwrap, smaller) != Check(smaller.Tables(lists), smaller);
                })
                is { } found
        )
        {
            question = found;
        }
        return question;
    }

    private static void Write(Libwrap libwrap, Question question) =>
        libwrap.Replace(
            System.Text.Encoding.Latin1.GetBytes(question.Allow),
            System.Text.Encoding.Latin1.GetBytes(question.Deny)
        );

    private static bool Answer(Libwrap libwrap, Question question) =>
        libwrap.Allows(
            question.Daemon,
            question.Address,
            question.Name,
            question.User,
            question.ServerAddress,
            question.ServerName,
            question.ServerPort
        );

    private static bool Check(WrapperTables tables, Question question) =>
        new AccessCheck(tables, AnswerHere).Decide(question.Request).IsGranted;

    /// <summary>What is so on the machine that libwrap runs on.</summary>
    private static bool AnswerHere(string question) =>
        question is "whether there is a user root here" or "whether there is a group root here";

    private static ImmutableDictionary<string, string> Lists(string list) =>
        ImmutableDictionary<string, string>.Empty.Add(list, List).Add("/nothing/here", "");

    private static int Setting(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : otherwise;
}
