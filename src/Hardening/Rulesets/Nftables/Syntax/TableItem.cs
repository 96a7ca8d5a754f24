namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>What a table holds.</summary>
/// <param name="Name">Unique among those of its kind.</param>
/// <param name="Comment">A remark; null if there is none.</param>
/// <param name="Handle">The kernel's number for it, as <c>-a</c> shows it.</param>
/// <param name="Point">Where it stands.</param>
internal abstract record TableItem(string Name, string? Comment, ulong? Handle, SourcePoint Point)
{
    /// <summary>Remarks behind <c>#</c> in lines before it, as people write them; the kernel keeps none.</summary>
    internal EquatableArray<string> Notes { get; init; } = [];

    /// <summary>Rules in their order.</summary>
    /// <param name="Name">Unique in its table.</param>
    /// <param name="Hook">Where packets enter it by themselves; null if they don't.</param>
    /// <param name="Policy">What becomes of a packet that no rule decided; null if it was not said.</param>
    /// <param name="PolicyPoint">Where that was said.</param>
    /// <param name="Flags"><c>offload</c>.</param>
    /// <param name="Rules">In their order.</param>
    /// <param name="Point">Where it stands.</param>
    /// <param name="Comment">A remark; null if there is none.</param>
    /// <param name="Handle">The kernel's number for it.</param>
    public sealed record Chain(
        string Name,
        string? Comment,
        ulong? Handle,
        SourcePoint Point,
        Hook? Hook,
        Expression? Policy,
        SourcePoint PolicyPoint,
        EquatableArray<string> Flags,
        EquatableArray<Rule> Rules
    ) : TableItem(Name, Comment, Handle, Point)
    {
        /// <summary>Remarks behind <c>#</c> behind the last rule.</summary>
        internal EquatableArray<string> EndNotes { get; init; } = [];
    }

    /// <summary>A set or map.</summary>
    /// <param name="Name">Unique in its table.</param>
    /// <param name="IsMap">Whether its elements have values.</param>
    /// <param name="IsTypeof">Whether the types are given by expressions.</param>
    /// <param name="Key">Names of types, or expressions of the type.</param>
    /// <param name="Data">The same of a map's values; null of a set.</param>
    /// <param name="DataIsInterval">Whether values are intervals.</param>
    /// <param name="ObjectKind">The kind of object that a map gives, such as <c>counter</c>; null of others.</param>
    /// <param name="Flags"><c>interval</c>, <c>timeout</c>, <c>constant</c>, <c>dynamic</c>.</param>
    /// <param name="Properties">Everything else.</param>
    /// <param name="Elements">As they were written.</param>
    /// <param name="Point">Where it stands.</param>
    /// <param name="Comment">A remark; null if there is none.</param>
    /// <param name="Handle">The kernel's number for it.</param>
    public sealed record Set(
        string Name,
        string? Comment,
        ulong? Handle,
        SourcePoint Point,
        bool IsMap,
        bool IsTypeof,
        EquatableArray<Expression> Key,
        EquatableArray<Expression> Data,
        bool DataIsInterval,
        string? ObjectKind,
        EquatableArray<string> Flags,
        SetProperties Properties,
        EquatableArray<Expression> Elements
    ) : TableItem(Name, Comment, Handle, Point);

    /// <summary>A stateful object.</summary>
    /// <param name="Name">Unique among those of its kind.</param>
    /// <param name="Kind">The kind.</param>
    /// <param name="Point">Where it stands.</param>
    /// <param name="Comment">A remark; null if there is none.</param>
    /// <param name="Handle">The kernel's number for it.</param>
    public sealed record Stateful(
        string Name,
        string? Comment,
        ulong? Handle,
        SourcePoint Point,
        StatefulKind Kind
    ) : TableItem(Name, Comment, Handle, Point);

    /// <summary>A flow table.</summary>
    /// <param name="Name">Unique in its table.</param>
    /// <param name="Hook">Where it takes packets.</param>
    /// <param name="HasCounter">Whether it counts.</param>
    /// <param name="Flags"><c>offload</c>.</param>
    /// <param name="Point">Where it stands.</param>
    /// <param name="Comment">A remark; null if there is none.</param>
    /// <param name="Handle">The kernel's number for it.</param>
    public sealed record Flowtable(
        string Name,
        string? Comment,
        ulong? Handle,
        SourcePoint Point,
        Hook? Hook,
        bool HasCounter,
        EquatableArray<string> Flags
    ) : TableItem(Name, Comment, Handle, Point);
}
