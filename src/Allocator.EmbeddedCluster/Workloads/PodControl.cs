using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Makes and deletes the pods of a workload, and tells of it.</summary>
internal sealed class PodControl(ClusterCore core, string component)
{
    /// <summary>Makes a pod. In a namespace that is being deleted it is silently not made.</summary>
    /// <exception cref="ApiException">It was refused.</exception>
    public void Create(StoredObject owner, JsonObject pod)
    {
        try
        {
            var created = core.Operations.Create(ResourceTypes.Pods, owner.Namespace, pod);
            core.Events.Tell(owner, component, false, "SuccessfulCreate", $"Created pod: {created.Name}");
        }
        catch (ApiException e) when (IsOfTerminatingNamespace(e))
        {
        }
        catch (ApiException e)
        {
            core.Events.Tell(owner, component, true, "FailedCreate", $"Error creating: {e.Message}");
            throw;
        }
    }

    public void Delete(StoredObject owner, StoredObject pod)
    {
        core.Operations.Delete(pod);
        core.Events.Tell(owner, component, false, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
    }

    public static bool IsOfTerminatingNamespace(ApiException refusal) =>
        refusal.Details?.Array("causes")?.OfType<JsonObject>().Any(cause => cause.Text("reason") == "NamespaceTerminating") == true;
}
