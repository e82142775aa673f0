using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The pods of a StatefulSet and their claims, by their ordinals.</summary>
internal sealed class StatefulPods(ClusterCore core, StoredObject set)
{
    private const string Component = "statefulset-controller";
    private const string NameLabel = "statefulset.kubernetes.io/pod-name";

    private IEnumerable<JsonElement> ClaimTemplates => set.Json.Member("spec", "volumeClaimTemplates").Elements();

    public string NameOf(int ordinal) => FormattableString.Invariant($"{set.Name}-{ordinal}");

    /// <summary>The ordinal that a pod's name says; null if the name is not one of the set.</summary>
    public static int? OrdinalOf(StoredObject set, StoredObject pod)
    {
        var dash = pod.Name.LastIndexOf('-');
        if (dash <= 0 || pod.Name[..dash] != set.Name)
            return null;
        return int.TryParse(pod.Name[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;
    }

    /// <summary>Makes the claims that are missing, then the pod.</summary>
    /// <exception cref="ApiException">One of them was refused.</exception>
    public void Create(int ordinal, StoredObject revision)
    {
        var name = NameOf(ordinal);
        try
        {
            foreach (var template in ClaimTemplates)
                CreateClaim(template, name, ordinal);
            core.Operations.Create(ResourceTypes.Pods, set.Namespace, NewPod(name, ordinal, revision));
            Tell(false, "SuccessfulCreate", $"create Pod {name} in StatefulSet {set.Name} successful");
        }
        catch (ApiException e) when (e.Reason != "AlreadyExists" && !PodControl.IsOfTerminatingNamespace(e))
        {
            Tell(true, "FailedCreate", $"create Pod {name} in StatefulSet {set.Name} failed error: {e.Message}");
            throw;
        }
    }

    public void Delete(StoredObject pod)
    {
        core.Operations.Delete(pod);
        Tell(false, "SuccessfulDelete", $"delete Pod {pod.Name} in StatefulSet {set.Name} successful");
    }

    /// <summary>Gives a pod back the label of its name.</summary>
    public void Identify(StoredObject pod)
    {
        if (pod.Labels.GetValueOrDefault(NameLabel) != pod.Name)
            core.Operations.Modify(pod, copy => copy.Child("metadata").Child("labels")[NameLabel] = pod.Name);
    }

    public void Tell(bool isWarning, string reason, string message) => core.Events.Tell(set, Component, isWarning, reason, message);

    private void CreateClaim(JsonElement template, string pod, int ordinal)
    {
        var name = ClaimName(template, ordinal);
        if (core.Store.Find(ResourceTypes.PersistentVolumeClaims, set.Namespace, name) is { } existing)
        {
            if (existing.IsTerminating)
                throw new ApiException(409, "Conflict", $"pvc {name} is being deleted");
            return;
        }

        var claim = template.ToObject();
        var metadata = claim.Child("metadata");
        metadata["name"] = name;
        metadata["namespace"] = set.Namespace;
        foreach (var label in set.Json.Member("spec", "selector", "matchLabels").Members())
            metadata.Child("labels")[label.Name] = label.Value.Text();
        claim.Remove("status");
        try
        {
            core.Operations.Create(ResourceTypes.PersistentVolumeClaims, set.Namespace, claim);
        }
        catch (ApiException e)
        {
            Tell(true, "FailedCreate", $"create Claim {name} for Pod {pod} in StatefulSet {set.Name} failed error: {e.Message}");
            throw new ApiException(e.Code, e.Reason, $"failed to create PVC {name}: {e.Message}") { Details = e.Details };
        }

        Tell(false, "SuccessfulCreate", $"create Claim {name} Pod {pod} in StatefulSet {set.Name} success");
    }

    private JsonObject NewPod(string name, int ordinal, StoredObject revision)
    {
        var pod = PodTemplate.ToPod(Revisions.TemplateOf(revision), set);
        var (metadata, spec) = (pod.Child("metadata"), pod.Child("spec"));
        metadata["name"] = name;
        metadata.Child("labels")[NameLabel] = name;
        metadata.Child("labels")[Revisions.HashLabel] = revision.Name;
        spec["hostname"] = name;
        if (set.Json.Member("spec").Text("serviceName") is { Length: > 0 } service)
            spec["subdomain"] = service;
        var claims = ClaimTemplates.ToDictionary(
            template => template.Member("metadata").Text("name"),
            template => ClaimName(template, ordinal),
            StringComparer.Ordinal);
        if (claims.Count == 0)
            return pod;
        var others = spec.Array("volumes")?.OfType<JsonObject>().Where(volume => !claims.ContainsKey(volume.Text("name") ?? "")) ?? [];
        spec["volumes"] = new JsonArray(
        [
            .. claims.Select(claim => new JsonObject
            {
                ["name"] = claim.Key,
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim.Value },
            }),
            .. others.Select(volume => volume.DeepClone()),
        ]);
        return pod;
    }

    private string ClaimName(JsonElement template, int ordinal) =>
        FormattableString.Invariant($"{template.Member("metadata").Text("name")}-{set.Name}-{ordinal}");
}
