using Hardening;

namespace HardeningLab.Kernel;

/// <summary>The lab is not certain to stand in namespaces of its own, so it stopped before it touched anything.</summary>
public sealed class NotIsolatedException : HardeningException
{
    internal NotIsolatedException(string here, string? outside)
        : base(
            $"the lab is not certain to stand in a network namespace of its own (here {here}, outside {outside ?? "unknown"}), "
                + "so it touches nothing; start it through hlab, which makes the namespaces"
        ) { }

    private NotIsolatedException(string message)
        : base(message) { }

    internal static NotIsolatedException ByLinks(string found, string expected) =>
        new(
            $"the lab is not certain to stand in a container of its own: found {found}, expected {expected}; so it touches nothing"
        );
}
