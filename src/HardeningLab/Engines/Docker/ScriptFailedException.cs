using System.ComponentModel;
using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>A script of the project could not prepare what the Docker lab needs (exit code 3).</summary>
public sealed class ScriptFailedException : HardeningException
{
    internal ScriptFailedException(string path, int exitCode)
        : base($"{path} failed with exit code {exitCode}; it says why above") { }

    internal ScriptFailedException(string path, Win32Exception missing)
        : base(
            $"{path} can't be started: {missing.Message}; start hlab through the project's launcher, ./hlab",
            missing
        ) { }
}
