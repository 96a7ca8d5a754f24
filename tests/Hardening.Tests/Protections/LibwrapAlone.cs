namespace Hardening.Tests.Protections;

/// <summary>
/// The tests that call libwrap, with no others beside them: where it runs a command it waits for any child of this process
/// (<c>shell_cmd</c>), and whoever else had started that one would wait for it for ever.
/// </summary>
[CollectionDefinition(Libwrap.Collection, DisableParallelization = true)]
public sealed class LibwrapAlone;
