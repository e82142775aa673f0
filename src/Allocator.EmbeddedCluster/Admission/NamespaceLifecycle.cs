using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Nothing is created in a namespace that is not there or is being deleted, and some namespaces stay.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#namespacelifecycle"/>.</remarks>
internal sealed class NamespaceLifecycle(ObjectStore store) : IAdmission
{
    public void Admit(WriteRequest write)
    {
        var type = write.Kind.Type;
        if (write.Verb == WriteVerb.Delete && type == ResourceTypes.Namespaces && write.Key.Name is "default" or "kube-system" or "kube-public")
            throw ApiException.Forbidden(type, write.Key.Name, "this namespace may not be deleted");
        if (write.Verb == WriteVerb.Create && type.Namespaced)
            CheckCreate(store, type, write.Key.Namespace, AdmittedName.Of(write));
    }

    /// <summary>Refuses to create something where nothing may be created.</summary>
    /// <param name="store">The objects.</param>
    /// <param name="type">Of which kind.</param>
    /// <param name="namespace">Where.</param>
    /// <param name="name">The name, for the message.</param>
    public static void CheckCreate(ObjectStore store, ResourceType type, string @namespace, string name)
    {
        var place = store.Find(ResourceTypes.Namespaces, "", @namespace) ?? throw ApiException.NotFound(ResourceTypes.Namespaces, @namespace);
        if (!place.IsTerminating)
            return;
        var refusal = ApiException.Forbidden(type, name, $"unable to create new content in namespace {@namespace} because it is being terminated");
        refusal.Details!["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {@namespace} is being terminated",
            ["field"] = "metadata.namespace",
        });
        throw refusal;
    }
}
