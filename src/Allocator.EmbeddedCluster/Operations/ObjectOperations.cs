using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>
/// What can be done to objects, by clients and by the cluster's own controllers alike. Each operation is atomic: it decides and writes under the
/// store's lock.
/// </summary>
internal sealed partial class ObjectOperations(ObjectStore store, KindCatalog kinds, TimeProvider time)
{
    private IReadOnlyList<IAdmission> _admissions = [];

    public ObjectStore Store { get; } = store;

    public KindCatalog Kinds { get; } = kinds;

    public TimeProvider Time { get; } = time;

    /// <summary>Sets who has a say on writes, in order.</summary>
    public void UseAdmission(params IReadOnlyList<IAdmission> admissions) => _admissions = admissions;

    /// <summary>Creates an object.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="namespace">Its namespace; empty for a cluster-scoped kind.</param>
    /// <param name="obj">What was sent. It is changed.</param>
    /// <param name="context">Who does it, and how.</param>
    public StoredObject Create(KindDefinition kind, string @namespace, JsonObject obj, WriteContext context)
    {
        MetadataRules.CheckIdentity(kind, @namespace, null, obj);
        Decode(kind, obj, context);
        MetadataRules.PrepareCreate(kind, obj, Time.GetUtcNow());
        kind.Rules.PrepareCreate(obj);
        kind.Rules.Complete(obj);
        lock (Store.Gate)
        {
            var key = new ObjectKey(@namespace, obj.Child("metadata").Text("name") ?? "");
            Admit(new(WriteVerb.Create, kind, key, obj, null, context));
            MetadataRules.GenerateName(obj);
            key = key with { Name = obj.Child("metadata").Text("name") ?? "" };
            var element = obj.ToElement();
            ThrowIfInvalid(kind, key.Name, [.. MetadataRules.Check(kind, element), .. kind.Rules.Check(element)]);
            if (Store.Find(new(kind.Type, key)) is not null)
                throw ApiException.AlreadyExists(kind.Type, key.Name);
            return context.DryRun ? new StoredObject(kind.Type, key, 0, element) : Store.Add(kind.Type, key, obj);
        }
    }

    /// <summary>Creates an object of a built-in kind for the cluster itself.</summary>
    public StoredObject Create(ResourceType type, string @namespace, JsonObject obj)
    {
        obj["apiVersion"] = type.ApiVersion;
        obj["kind"] = type.Kind;
        return Create(Kinds.Of(type), @namespace, obj, WriteContext.System);
    }

    /// <summary>Replaces an object, as PUT does.</summary>
    public StoredObject Update(KindDefinition kind, ObjectKey key, JsonObject obj, WriteContext context)
    {
        MetadataRules.CheckIdentity(kind, key.Namespace, key.Name, obj);
        lock (Store.Gate)
        {
            var sentVersion = obj.Child("metadata").Text("resourceVersion");
            if (Store.Find(new(kind.Type, key)) is not { } old)
            {
                if (!kind.IsCreatedByUpdate)
                    throw ApiException.NotFound(kind.Type, key.Name);
                return Create(kind, key.Namespace, obj, context);
            }

            if (kind.UpdateNeedsVersion && string.IsNullOrEmpty(sentVersion))
                throw ApiException.Invalid(kind.Type, key.Name, FieldError.Invalid("metadata.resourceVersion", "0x0", "must be specified for an update"));
            return Write(kind, old, obj, context);
        }
    }

    /// <summary>Changes an object by what it is now, as PATCH does.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Which.</param>
    /// <param name="change">Makes the new state from a copy of the old one, which it may change.</param>
    /// <param name="context">Who does it, and how.</param>
    public StoredObject Modify(KindDefinition kind, ObjectKey key, Func<JsonObject, JsonObject> change, WriteContext context)
    {
        lock (Store.Gate)
        {
            var old = Store.Find(new(kind.Type, key)) ?? throw ApiException.NotFound(kind.Type, key.Name);
            var obj = change(old.Copy());
            MetadataRules.CheckIdentity(kind, key.Namespace, key.Name, obj);
            return Write(kind, old, obj, context);
        }
    }

    /// <summary>Changes an object for the cluster itself; one that is gone, or no longer of that uid, is left alone.</summary>
    public StoredObject? Modify(StoredObject obj, Action<JsonObject> change, string? subresource = null)
    {
        lock (Store.Gate)
        {
            if (Store.Find(obj.Reference) is not { } current || current.Uid != obj.Uid)
                return null;
            var copy = current.Copy();
            change(copy);
            return Write(Kinds.Of(obj.Type), current, copy, WriteContext.System with { Subresource = subresource });
        }
    }

    /// <summary>Sets the status of an object for the cluster itself.</summary>
    public StoredObject? SetStatus(StoredObject obj, JsonObject status) => Modify(obj, copy => copy["status"] = status, "status");

    private StoredObject Write(KindDefinition kind, StoredObject old, JsonObject obj, WriteContext context)
    {
        Decode(kind, obj, context);
        MetadataRules.CheckConcurrency(kind, old, obj);
        obj = Subresource.Merge(kind, old, obj, context.Subresource);
        MetadataRules.PrepareUpdate(old, obj);
        if (context.Subresource is null)
            kind.Rules.PrepareUpdate(obj, old.Json);
        kind.Rules.Complete(obj);
        MetadataRules.CountGeneration(kind, old, obj);
        Admit(new(WriteVerb.Update, kind, old.Key, obj, old, context));
        var element = obj.ToElement();
        var errors = MetadataRules.Check(kind, element).Concat(MetadataRules.CheckUpdate(element, old)).Concat(kind.Rules.Check(element));
        if (context.Subresource is null)
            errors = errors.Concat(kind.Rules.CheckUpdate(element, old.Json));
        ThrowIfInvalid(kind, old.Name, [.. errors]);
        if (context.DryRun)
            return new(kind.Type, old.Key, old.Version, element);
        if (IsFinished(old, element))
            return Remove(old, obj);
        return System.Text.Json.JsonElement.DeepEquals(element, old.Json) ? old : Store.Replace(old, obj);
    }

    private void Admit(WriteRequest write)
    {
        foreach (var admission in _admissions)
            admission.Admit(write);
    }

    private static void Decode(KindDefinition kind, JsonObject obj, WriteContext context)
    {
        var unknown = kind.Rules.Decode(obj);
        if (unknown.Count == 0 || context.FieldValidation == FieldValidation.Ignore)
            return;
        var problems = unknown.Select(field => $"unknown field \"{field}\"").ToList();
        if (context.FieldValidation == FieldValidation.Strict)
            throw ApiException.BadRequest(
                $"{kind.Type.Kind} in version \"{kind.Type.Version}\" cannot be handled as a {kind.Type.Kind}: strict decoding error: {string.Join(", ", problems)}");
        context.Warnings.AddRange(problems);
    }

    private static void ThrowIfInvalid(KindDefinition kind, string name, List<FieldError> errors)
    {
        if (errors.Count > 0)
            throw ApiException.Invalid(kind.Type, name, errors);
    }
}
