using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>The container engine can't run a lab, or there is none (exit code 3).</summary>
public sealed class DockerUnfitException : HardeningException
{
    private DockerUnfitException(string found, string expected, string fix, Exception? inner = null)
        : base($"{found}; expected {expected}\nmend it with: {fix}", inner) => Fix = fix;

    /// <summary>The one command that mends it.</summary>
    public string Fix { get; }

    /// <param name="tried">Each endpoint with what was found there.</param>
    /// <param name="fix">What starts an engine on this machine.</param>
    internal static DockerUnfitException NoEngine(IEnumerable<string> tried, string fix) =>
        new(
            $"no container engine answers: {string.Join("; ", tried)}",
            $"{DockerConnection.OldestName}, or Podman's socket, at one of these or where DOCKER_HOST says",
            fix
        );

    internal static DockerUnfitException Denied(EngineEndpoint endpoint, string user) =>
        new(
            $"permission denied on the container engine's socket {endpoint.Path}",
            $"that the user {user} is root or of the group that owns the socket",
            $"sudo usermod -aG docker {user} && newgrp docker"
        );

    internal static DockerUnfitException TooOld(
        EngineEndpoint endpoint,
        string version,
        string api
    ) =>
        new(
            $"the container engine at {endpoint} is too old: version {version}, API {api}",
            $"API {DockerConnection.Oldest} or later ({DockerConnection.OldestName})",
            "sudo apt-get install docker.io, or https://docs.docker.com/engine/install/"
        );

    internal static DockerUnfitException WrongSystem(EngineEndpoint endpoint, string system) =>
        new(
            $"the container engine at {endpoint} runs containers of {system}",
            "one that runs Linux containers",
            "DockerCli.exe -SwitchLinuxEngine on that machine, or let DOCKER_HOST name another engine"
        );

    internal static DockerUnfitException Silent(EngineEndpoint endpoint, TimeSpan deadline) =>
        new(
            $"{endpoint} took the connection and gave no answer for {deadline.TotalSeconds:0.#} s",
            "a container engine there",
            "sudo systemctl restart docker, or let DOCKER_HOST name another engine"
        );

    internal static DockerUnfitException NotAnEngine(
        EngineEndpoint endpoint,
        string answer,
        Exception? inner
    ) =>
        new(
            $"what answers at {endpoint} is no container engine: {answer}",
            "its version as GET /version gives it",
            "let DOCKER_HOST name the socket of Docker or Podman",
            inner
        );

    internal static DockerUnfitException UnknownScheme(string host) =>
        new(
            $"DOCKER_HOST is \"{host}\"",
            "unix:///PATH or tcp://HOST:PORT (an engine behind ssh: forward its socket and name that)",
            "unset DOCKER_HOST"
        );

    internal static DockerUnfitException NoCertificates(string folder, Exception inner) =>
        new(
            $"DOCKER_TLS_VERIFY is set and {folder} has no usable certificates: {inner.Message}",
            "ca.pem, cert.pem and key.pem in the folder that DOCKER_CERT_PATH names",
            "unset DOCKER_TLS_VERIFY, or let DOCKER_CERT_PATH name their folder",
            inner
        );

    internal static DockerUnfitException NoNetAdmin(EngineEndpoint endpoint, Exception inner) =>
        new(
            $"the container engine at {endpoint} can't give a container the capability NET_ADMIN: {inner.Message}",
            "an engine whose containers may change their own firewall",
            "let DOCKER_HOST name the engine of root, or of rootless Docker or Podman",
            inner
        );

    internal static DockerUnfitException NoSubnet(EngineEndpoint endpoint, int tries) =>
        new(
            $"the container engine at {endpoint} has no free subnet for the lab: each of {tries} candidates overlaps with another network",
            $"a free /{SubnetPool.IPv4Length} in 198.18.128.0/17, 198.19.0.0/17 or 10.0.0.0/8",
            "docker network prune"
        );
}
