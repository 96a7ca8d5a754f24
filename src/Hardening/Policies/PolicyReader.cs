using System.Diagnostics;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>Reads policies from YAML; docs/policy.md describes the format.</summary>
public static class PolicyReader
{
    /// <summary>Reads a policy.</summary>
    /// <param name="text">The whole text, at most 10 million characters.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="InputException">The text is no policy; it names every fault with its place.</exception>
    public static Policy Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new YamlFaults(file);
        text = PolicyText.Checked(text, faults);
        switch (YamlReader.Read(text, faults))
        {
            case YamlNode.Mapping mapping:
                var policy = new PolicyMapping(mapping, faults).Read(NameOf(file));
                faults.Throw();
                // Without a policy there is a fault.
                return policy!;
            case null or YamlNode.Scalar { Value: "" }:
                faults.Add(
                    new YamlPlace(1, 1),
                    "the file is empty, expected a policy with the key protect"
                );
                break;
            case var other:
                faults.Add(other, $"found {other.Kind}, expected a policy with the key protect");
                break;
        }
        faults.Throw();
        throw new UnreachableException();
    }

    /// <summary>Reads a policy from a file of UTF-8 text, at most 10 MB.</summary>
    /// <exception cref="InputException">The file can't be read, or is no policy; it names every fault with its place.</exception>
    public static Policy ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(PolicyText.OfFile(path), path);
    }

    // A file's name may hold anything but a slash; a policy's may not.
    private static string NameOf(string file) =>
        Path.GetFileNameWithoutExtension(file) is { Length: > 0 } name && Quotation.IsOneLine(name)
            ? name
            : "policy";
}
