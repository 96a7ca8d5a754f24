using System.Collections.Immutable;

namespace Hardening;

/// <summary>A policy, ruleset or argument that can't be used as it stands (exit code 2).</summary>
public sealed class InputException : HardeningException
{
    /// <summary>Makes the exception for one or several faults of one text.</summary>
    /// <param name="errors">At least one, in the order of the text.</param>
    public InputException(params ImmutableArray<InputError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>The faults, in the order of the text.</summary>
    public ImmutableArray<InputError> Errors { get; }
}
