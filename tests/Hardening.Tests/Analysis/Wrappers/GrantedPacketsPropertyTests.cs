using System.Collections.Immutable;
using System.Text;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Wrappers;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Tests.Analysis.Wrappers;

/// <summary>The sets of packets are held against the answers to single requests, which are written apart from them.</summary>
public sealed class GrantedPacketsPropertyTests
{
    private static readonly ImmutableDictionary<string, string> Lists = ImmutableDictionary<
        string,
        string
    >
        .Empty.Add("/list", "10.0.0.1 [2001:db8::]/32 /other\n.example.com\tKNOWN fe80::* ::1\n")
        .Add("/other", "2001:db8:*:1 /list 192.168.1.20\n");

    /// <summary>Unless HLAB_TEST_GRANTS says how many.</summary>
    private static readonly int Files = int.TryParse(
        Environment.GetEnvironmentVariable("HLAB_TEST_GRANTS"),
        out var files
    )
        ? files
        : 150;

    [Fact]
    public void A_packet_is_in_the_set_just_when_its_request_is_granted()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var files = new HostsFiles(random) { IsOpenEnded = true, List = "/list" };
        for (var file = 0; file < Files; file++)
        {
            var (allow, deny) = (files.Text(), files.Text());
            var tables = new WrapperTables(
                HostsTableReader.Read("hosts.allow", Encoding.Latin1.GetBytes(allow)),
                HostsTableReader.Read("hosts.deny", Encoding.Latin1.GetBytes(deny))
            )
            {
                Lists = Lists,
            };
            var daemon = files.One(2) ? AskingDaemon.Rpcbind : new("sshd", true, true);
            var family = files.One(2) ? IpFamily.IPv4 : IpFamily.IPv6;
            var granted = GrantedPackets.Of(new PacketSpace(family, _ => 1), tables, daemon);
            for (var packet = 0; packet < 40; packet++)
            {
                var (source, destination) = (Of(family, files), Of(family, files));
                var port = files.One(2) ? 111 : 22;
                var answers = random.Next();
                bool Answer(string question) =>
                    ((question.Length * 31 + question[^1]) * 17 + answers) % 3 == 0;
                var decision = new AccessCheck(tables, Answer).Decide(
                    AccessRequest.Of(daemon, source, destination, port)
                );
                var isIn = granted.Contains(
                    field =>
                        field switch
                        {
                            PacketField.SourceAddress => source.Bits,
                            PacketField.DestinationAddress => destination.Bits,
                            PacketField.DestinationPort => (UInt128)(uint)port,
                            _ => 0,
                        },
                    Answer
                );
                Assert.True(
                    isIn == decision.IsGranted,
                    $"seed {seed}: {daemon} {source} to {destination}:{port}, the set says {isIn}, the request {decision}\n{allow}----\n{deny}"
                );
            }
        }
    }

    private static Address Of(IpFamily family, HostsFiles files)
    {
        while (true)
        {
            var address = Address.Parse(files.Address());
            if (address.Family == family)
            {
                return address;
            }
        }
    }
}
