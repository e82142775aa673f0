namespace Allocator.HandlebarsTemplates;

/// <summary>What a tag does to blocks.</summary>
internal enum TagKind
{
    /// <summary>Nothing.</summary>
    Other,

    /// <summary>Opens one.</summary>
    Open,

    /// <summary>Goes on with another condition, which the compiler nests in the first one.</summary>
    ElseIf,

    /// <summary>Closes one.</summary>
    Close,
}

/// <summary>A tag of a template.</summary>
/// <param name="Kind">What it does to blocks.</param>
/// <param name="Name">The block's name.</param>
/// <param name="Offset">Where it begins in the template.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Parentheses">How deep its expressions are nested.</param>
internal readonly record struct Tag(TagKind Kind, string Name, int Offset, int End, int Parentheses);
