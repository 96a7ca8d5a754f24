using Hardening;

namespace HardeningLab.Engines.Kept;

/// <summary>What may name a lab that is kept: nothing that a path, a shell or an engine would read as more than a name.</summary>
public static class LabName
{
    /// <summary>The name of a lab that was given none.</summary>
    public const string Default = "default";

    internal const int Longest = 32;

    /// <summary>Passes a name on, if it is one.</summary>
    /// <param name="name">1 to 32 letters, digits and <c>. _ -</c>, a letter or digit first.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return
            name.Length is > 0 and <= Longest
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
            ? name
            : throw Fault(
                $"found '{Shown(name)}', expected 1 to {Longest} letters, digits and . _ -, a letter or digit first"
            );
    }

    /// <summary>What to throw where a lab of that name is up already.</summary>
    internal static InputException IsTaken(string name) =>
        Fault(
            $"a lab named {name} is up already: `hlab lab down{Option(name)}` takes it down, `hlab lab up --name OTHER` makes another beside it"
        );

    /// <summary>What to throw where no lab of that name is up.</summary>
    /// <param name="name">The name.</param>
    /// <param name="others">The names of those that are.</param>
    public static InputException IsUnknown(string name, IEnumerable<string> others)
    {
        var known = string.Join(", ", others);
        return Fault(
            $"no lab named {name} is up: `hlab lab up{Option(name)}` makes it{(known.Length > 0 ? $"; up are: {known}" : "")}"
        );
    }

    /// <summary>How a command names a lab: the default one not at all.</summary>
    /// <param name="name">The lab's name.</param>
    public static string Option(string name) => name == Default ? "" : $" --name {name}";

    private static InputException Fault(string message) =>
        new(new InputError("--name", 1, 1, message));

    private static string Shown(string name) =>
        string.Concat(name.Take(Longest).Select(letter => char.IsControl(letter) ? '?' : letter));
}
