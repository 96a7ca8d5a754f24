using Renci.SshNet;

namespace Hardening.Hosts;

/// <summary>How the key of a connection is agreed on.</summary>
internal static class SshKeyExchange
{
    private const string LastOfTheCurves = "ecdh-sha2-nistp521";

    /// <summary>Tries what is quick before what is slow, for a connection that no password is sent over.</summary>
    /// <remarks>
    /// SSH.NET reckons sntrup761x25519 in managed code: 40 ms of a processor for each connection, where the curves and
    /// mlkem768x25519 take 2 to 6. What it adds to a curve is that whoever records the connection can't read it one day by a
    /// quantum computer. A password may still be good then; today's rules of a host, which can be probed for, are not worth the
    /// wait. ML-KEM adds the same for nothing, and stays first: OpenSSH has it since 9.9. No method is added or taken away.
    /// </remarks>
    internal static void PreferQuick(ConnectionInfo info)
    {
        var methods = info.KeyExchangeAlgorithms;
        var behind = methods.IndexOf(LastOfTheCurves);
        foreach (var method in methods.Keys.ToList())
        {
            if (method.StartsWith("sntrup761", StringComparison.Ordinal))
            {
                methods.SetPosition(method, behind);
            }
        }
    }
}
