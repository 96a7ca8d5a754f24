using System.Security.Cryptography;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.X509;

namespace HardeningLab.Engines.Docker;

/// <summary>The certificates that the docker command would use towards an engine behind TLS.</summary>
internal static class EngineCertificates
{
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <returns>Null where the connection is in the clear.</returns>
    internal static IAuthProvider? Find(Func<string, string?> variable)
    {
        if (variable("DOCKER_TLS_VERIFY") is not { Length: > 0 })
        {
            return null;
        }
        var folder = variable("DOCKER_CERT_PATH") is { Length: > 0 } named
            ? named
            : Path.Combine(variable("HOME") ?? "/", ".docker");
        try
        {
            return DockerTlsCertificates
                .LoadFromDirectory(folder, true, "ca.pem", "cert.pem", "key.pem")
                .CreateCredentials();
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw DockerUnfitException.NoCertificates(folder, failure);
        }
    }
}
