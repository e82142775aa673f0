using System.Text.Json.Nodes;

namespace Allocator.Embedded;

internal enum WriteVerb
{
    Create,
    Update,
    Delete,
}

/// <summary>A write that is about to be made.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Kind">Of what kind.</param>
/// <param name="Key">Of which object; while one is created with <c>generateName</c> its name is empty.</param>
/// <param name="Object">The new state; null for a deletion.</param>
/// <param name="Old">The state before; null for a creation.</param>
/// <param name="Context">Who does it, and how.</param>
internal sealed record WriteRequest(WriteVerb Verb, KindDefinition Kind, ObjectKey Key, JsonObject? Object, StoredObject? Old, WriteContext Context);

/// <summary>Who writes, and how.</summary>
/// <param name="User">Who.</param>
internal sealed record WriteContext(UserInfo User)
{
    /// <summary>The cluster's own writes.</summary>
    public static WriteContext System { get; } = new(UserInfo.System);

    /// <summary>The subresource that is written, for example <c>status</c>; null for the object itself.</summary>
    public string? Subresource { get; init; }

    /// <summary>Everything is checked and nothing is stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>What is told of unknown fields; by default they are dropped in silence.</summary>
    public FieldValidation FieldValidation { get; init; }

    /// <summary>What to tell the client beside the answer.</summary>
    public List<string> Warnings { get; } = [];
}

/// <summary>What is done about unknown fields.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}
