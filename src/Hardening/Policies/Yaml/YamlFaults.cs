using System.Collections.Immutable;

namespace Hardening.Policies.Yaml;

/// <summary>Collects what is wrong with one text, so that a person sees all of it at once.</summary>
internal sealed class YamlFaults(string file)
{
    // Nobody reads more, and millions of messages would take minutes and gigabytes.
    private const int Most = 10_000;

    private readonly List<InputError> errors = [];

    public int Count => errors.Count;

    /// <exception cref="InputException">There are more faults than anybody reads.</exception>
    public void Add(YamlPlace place, string message)
    {
        var error = new InputError(
            file,
            Math.Max(1, place.Line),
            Math.Max(1, place.Column),
            message
        );
        if (errors.Count == Most)
        {
            errors.Add(error with { Message = $"more than {Most} errors, reading stopped here" });
            Throw();
        }
        errors.Add(error);
    }

    public void Add(YamlNode node, string message) => Add(node.Place, message);

    /// <exception cref="InputException">There is a fault; they are in the order of the text.</exception>
    public void Throw()
    {
        if (errors.Count > 0)
        {
            throw new InputException(
                errors
                    .OrderBy(static error => error.Line)
                    .ThenBy(static error => error.Column)
                    .ToImmutableArray()
            );
        }
    }
}
