using System.Collections.Immutable;

namespace Hardening.Policies.Yaml;

/// <summary>Collects what is wrong with one text, so that a person sees all of it at once.</summary>
internal sealed class YamlFaults(string file)
{
    private readonly List<InputError> errors = [];

    public int Count => errors.Count;

    public void Add(YamlPlace place, string message) =>
        errors.Add(new(file, Math.Max(1, place.Line), Math.Max(1, place.Column), message));

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
