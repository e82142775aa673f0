using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>
/// What the API server knows of one kind. The order of a write: decode, complete, (for an update) take over what may not be written, check.
/// Metadata is not theirs: <see cref="MetadataRules"/> does it for all kinds.
/// </summary>
internal abstract class KindRules
{
    /// <summary>Drops what the kind does not have, and refuses values of a wrong type with <see cref="ApiException"/>.</summary>
    /// <returns>The paths of the dropped fields.</returns>
    public virtual IReadOnlyList<string> Decode(JsonObject obj) => [];

    /// <summary>Sets what was left out. It is idempotent.</summary>
    public virtual void Complete(JsonObject obj)
    {
    }

    /// <summary>A new object as it begins: for example without a status, with generated fields.</summary>
    public virtual void PrepareCreate(JsonObject obj)
    {
    }

    /// <summary>Takes over from the old state what an update may not change silently.</summary>
    public virtual void PrepareUpdate(JsonObject obj, JsonElement old)
    {
    }

    /// <summary>An object as it is when its deletion begins.</summary>
    public virtual void PrepareDelete(JsonObject obj, JsonElement old)
    {
    }

    /// <summary>What is wrong with an object. What this server has no way to honour is refused with 501, see <see cref="ApiException.NotImplemented"/>.</summary>
    public virtual IEnumerable<FieldError> Check(JsonElement obj) => [];

    /// <summary>Why a text cannot be the name of an object of this kind; null if it can.</summary>
    public virtual string? NameProblem(string name) => MetadataChecks.SubdomainProblem(name);

    /// <summary>What is wrong with a change.</summary>
    public virtual IEnumerable<FieldError> CheckUpdate(JsonElement obj, JsonElement old) => [];
}
