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
            if (Store.Find(new(kind.Type, key)) is { } existing)
                throw ApiException.AlreadyExists(existing);
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
            return Store.Find(new(kind.Type, key)) is { } old ? Replace(kind, old, obj, context) : CreateByUpdate(kind, key, obj, context);
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
            var obj = change(Presented.As(kind, old).ToObject());
            if (kind.IsCustom)
                CustomIdentity.CheckPatched(kind, obj);
            MetadataRules.CheckIdentity(kind, key.Namespace, key.Name, obj);
            if (kind.UpdateNeedsVersion)
                MetadataRules.CheckVersionGiven(kind, obj);
            DecodePatched(kind, obj, context);
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

    private StoredObject Replace(KindDefinition kind, StoredObject old, JsonObject obj, WriteContext context)
    {
        if (kind.UpdateNeedsVersion)
            MetadataRules.CheckVersionGiven(kind, obj);
        MetadataRules.CheckUid(kind, old, obj);
        Decode(kind, obj, context);
        return Write(kind, old, obj, context);
    }

    private StoredObject CreateByUpdate(KindDefinition kind, ObjectKey key, JsonObject obj, WriteContext context)
    {
        if (!kind.IsCreatedByUpdate)
            throw ApiException.NotFound(kind.Type, key.Name);
        var metadata = obj.Child("metadata");
        if (metadata.Text("uid") is { Length: > 0 } uid)
            throw ApiException.Conflict(kind.Type, key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: ");
        metadata.Remove("resourceVersion");
        return Create(kind, key.Namespace, obj, context);
    }

    private StoredObject Write(KindDefinition kind, StoredObject old, JsonObject obj, WriteContext context)
    {
        // Versions of a custom resource are one object.
        obj["apiVersion"] = old.Json.Text("apiVersion");
        MetadataRules.CheckConcurrency(kind, old, obj);
        obj = Subresource.Merge(kind, old, obj, context.Subresource);
        var immutable = MetadataRules.CheckImmutable(old, obj);
        MetadataRules.PrepareUpdate(old, obj);
        if (context.Subresource is null)
            kind.Rules.PrepareUpdate(obj, old.Json);
        kind.Rules.Complete(obj);
        if (context.Subresource != "status")
            MetadataRules.CountGeneration(kind, old, obj);
        Admit(new(WriteVerb.Update, kind, old.Key, obj, old, context));
        var element = obj.ToElement();
        var errors = immutable.Concat(MetadataRules.Check(kind, element)).Concat(MetadataRules.CheckUpdate(element, old)).Concat(kind.Rules.Check(element));
        if (context.Subresource is null)
            errors = errors.Concat(kind.Rules.CheckUpdate(element, old.Json));
        ThrowIfInvalid(kind, old.Name, [.. errors]);
        if (context.DryRun)
            return new(kind.Type, old.Key, old.Version, element);
        if (old.IsTerminating && IsFinished(kind, element))
        {
            Store.Remove(old);
            return new(kind.Type, old.Key, old.Version, element);
        }

        return System.Text.Json.JsonElement.DeepEquals(element, old.Json) ? old : Store.Replace(old, obj);
    }

    // A real server names the resource here, where it names the kind otherwise.
    private void Admit(WriteRequest write)
    {
        foreach (var admission in _admissions)
            admission.Admit(write);
    }

    /// <summary>What does not fit any more is the fault of the patch.</summary>
    private static void DecodePatched(KindDefinition kind, JsonObject obj, WriteContext context)
    {
        try
        {
            Decode(kind, obj, context);
        }
        catch (ApiException e) when (e.Code == 400 && context.FieldValidation != FieldValidation.Strict)
        {
            throw ApiException.Invalid("", "", [], FieldError.InvalidText("patch", obj.ToJsonString(), e.Message));
        }
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
