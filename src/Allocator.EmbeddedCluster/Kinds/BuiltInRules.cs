using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The rules of a kind that every Kubernetes has.</summary>
/// <param name="type">The kind.</param>
internal abstract class BuiltInRules(ResourceType type) : KindRules
{
    private static readonly Dictionary<string, string> s_packages = new()
    {
        [""] = "core",
        ["apps"] = "apps",
        ["batch"] = "batch",
        ["coordination.k8s.io"] = "coordination",
        ["rbac.authorization.k8s.io"] = "rbac",
        ["storage.k8s.io"] = "storage",
        ["networking.k8s.io"] = "networking",
    };

    private readonly string _structure = $"{s_packages[type.Group]}.{type.Kind}";

    private readonly ObjectSchema? _schema = SchemaCatalog.Kubernetes.Find(type.Group, type.Version, type.Kind);

    public sealed override IReadOnlyList<string> Decode(JsonObject obj)
    {
        if (_schema?.Decode(obj) is not { } result)
            return [];
        return result.Error is { } error ? throw ApiException.BadRequest(error.Message) : result.UnknownFields;
    }

    public sealed override void Complete(JsonObject obj)
    {
        ObjectForms.Normalize(_structure, obj);
        SetDefaults(obj);
        ObjectForms.Normalize(_structure, obj);
    }

    public sealed override IEnumerable<FieldError> Check(JsonElement obj)
    {
        var errors = Validate(obj).ToList();
        return errors.Count == 0 && Unsupported(obj).FirstOrDefault() is { } feature ? throw ApiException.NotImplemented(feature) : errors;
    }

    /// <summary>Sets what was left out. Empty values are not there any more.</summary>
    protected virtual void SetDefaults(JsonObject obj)
    {
    }

    /// <summary>What is wrong with an object.</summary>
    protected virtual IEnumerable<FieldError> Validate(JsonElement obj) => [];

    /// <summary>What a right object asks for and this cluster has not: the paths of the fields.</summary>
    protected virtual IEnumerable<string> Unsupported(JsonElement obj) => [];
}
