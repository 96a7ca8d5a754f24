using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Kernel;
using HardeningLab.Taps;

namespace HardeningLab.Probes;

/// <summary>A probe on its way, and what has been seen of it so far.</summary>
internal sealed class Flight(int number, Probe probe, TargetLink link)
{
    private Conversation? conversation;
    private long sentAt;
    private bool isConnected;

    /// <summary>Its place among the probes of this round.</summary>
    internal int Number => number;

    internal Probe Probe => probe;

    internal TargetLink Link => link;

    internal bool IsTcp => probe.Endpoint.Transport == Transport.Tcp;

    internal int Attempts { get; private set; }

    /// <summary>The port that this attempt is sent from.</summary>
    internal ushort SourcePort { get; private set; }

    /// <summary>Null before the launch and after the landing.</summary>
    internal ProbeSocket? Socket { get; private set; }

    /// <summary>The fence that was sent behind its first packet; zero while none was.</summary>
    internal uint Fence { get; set; }

    internal bool Arrived { get; private set; }

    internal bool Delivered { get; private set; }

    /// <summary>An address other than its source that its packet came from.</summary>
    internal Address? OtherSource { get; private set; }

    /// <summary>Where the kernel says that it ended; of a legacy table only where it was seen last.</summary>
    internal RuleHandle? Rule { get; private set; }

    /// <summary>The RST or ICMP error that came back.</summary>
    internal string? Refusal { get; set; }

    internal Answer? Answer { get; set; }

    /// <summary>Whether something that would have told of it may be lost.</summary>
    internal bool IsDoubtful { get; set; }

    /// <summary>Whether it landed as dropped.</summary>
    internal bool HasDropped { get; set; }

    internal TimeSpan Age => Stopwatch.GetElapsedTime(sentAt);

    /// <summary>Starts an attempt and sends its first packet.</summary>
    internal void Launch(ProbeSocket socket, ushort sourcePort, Conversation about)
    {
        Begin(socket, sourcePort, about);
        var errno = socket.Start(probe, link, about.Request);
        // EPERM: a rule in the target's own output path ended it; the trace tells which.
        if (errno is not (0 or Errno.Perm))
        {
            Fail(errno);
        }
    }

    /// <summary>Starts an attempt: forgets what was seen of the one before.</summary>
    internal void Begin(ProbeSocket? socket, ushort sourcePort, Conversation about)
    {
        Attempts++;
        SourcePort = sourcePort;
        Socket = socket;
        conversation = about;
        Fence = 0;
        (Arrived, Delivered, IsDoubtful, isConnected) = (false, false, false, false);
        (OtherSource, Rule, Refusal, Answer) = (null, null, null, null);
        sentAt = Stopwatch.GetTimestamp();
    }

    /// <summary>The probe could not be sent.</summary>
    internal void Fail(string why) => Answer = new Answer(Verdict.Error, why);

    internal void SeeArrival(PacketHeader packet)
    {
        Arrived = true;
        if (packet.Source != probe.Source.Address)
        {
            OtherSource = packet.Source;
        }
    }

    internal void SeeDelivery() => Delivered = true;

    /// <summary>nf_tables tells which rule ended it; legacy tables only tell where it came by, some of them before that rule.</summary>
    internal void SeeRule(RuleHandle rule)
    {
        if (!rule.IsLegacy || Rule is not { IsLegacy: false })
        {
            Rule = rule;
        }
    }

    /// <summary>Takes in the error that waits on the socket, if there is one.</summary>
    internal void LookForRefusal()
    {
        if (Socket is not { } socket)
        {
            return;
        }
        if (IcmpError.TryTake(socket.Descriptor, out var icmp))
        {
            Refusal ??= icmp.ToString();
        }
        Hear(socket.TakeError());
    }

    /// <summary>Takes in what a system call on the socket answered: errno, or zero.</summary>
    private void Hear(int errno)
    {
        switch (errno)
        {
            case 0 or Errno.Again or Errno.Intr or Errno.Perm:
                break;
            case Errno.ConnReset when isConnected:
                Answer ??= new Answer(
                    Verdict.Inconclusive,
                    "the connection was reset before a reply came"
                );
                break;
            case Errno.ConnRefused
            or Errno.HostUnreach
            or Errno.NetUnreach
            or Errno.Access
            or Errno.NoProtocol:
                Refusal ??= IsTcp ? "a RST" : "an ICMP error";
                break;
            default:
                Fail(errno);
                break;
        }
    }

    private void Fail(int errno) =>
        Fail(KernelException.Describe("the probe's socket failed", errno));

    /// <summary>Reads what the socket has.</summary>
    /// <returns>True when the connection has just come to stand, so that writability need not be watched any more.</returns>
    /// <param name="buffer">Room for a whole datagram.</param>
    internal bool Read(Span<byte> buffer)
    {
        var socket = Socket!; // a flight that is watched has one
        LookForRefusal();
        if (Refusal is not null || Answer is not null)
        {
            return false;
        }
        var hasJustConnected = IsTcp && !isConnected;
        if (hasJustConnected)
        {
            isConnected = true;
            Hear(socket.Send(conversation!.Request)); // set by Launch
        }
        while (Answer is null)
        {
            var count = socket.Receive(buffer, out var errno);
            if (count < 0)
            {
                Hear(errno);
                break;
            }
            Answer =
                count == 0 && IsTcp
                    ? new Answer(
                        Verdict.Inconclusive,
                        "the service closed the connection without a reply"
                    )
                    : conversation!.Take(buffer[..count]); // set by Launch
        }
        return hasJustConnected;
    }

    internal void Land()
    {
        Socket?.Dispose();
        Socket = null;
    }
}
