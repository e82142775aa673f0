using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Suspending;

/// <summary>Objects of an instance as the API server gives them.</summary>
internal static class Recorded
{
    public const string Name = "db-0a1b2c3d";

    public const string RootUid = "root-uid";

    private const string Owner = """[{"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "name": "db-0a1b2c3d", "uid": "root-uid", "controller": false, "blockOwnerDeletion": true}]""";

    public static InstanceRecord Instance(string state, OperationRecord? operation = null, string? until = null, string kinds = "v1/PersistentVolumeClaim apps/v1/Deployment")
    {
        var root = Parse($$$"""
            {
              "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
              "metadata": {"name": "{{{Name}}}", "uid": "{{{RootUid}}}", "resourceVersion": "7", "annotations": {"allocator.dev/state": "{{{state}}}", "allocator.dev/kinds": "{{{kinds}}}"}}
            }
            """);
        var annotations = root["metadata"]!["annotations"]!;
        if (operation is not null)
            annotations[Annotations.Operation] = operation.Serialize();
        if (until is not null)
            annotations[Annotations.OperationUntil] = until;
        return InstanceRecord.Read(root);
    }

    public static JsonObject Workload(string kind, int replicas, string spec = "") => Parse($$$"""
        {
          "apiVersion": "apps/v1", "kind": "{{{kind}}}",
          "metadata": {"name": "{{{Name}}}", "uid": "workload-uid", "resourceVersion": "8", "ownerReferences": {{{Owner}}}},
          "spec": {"replicas": {{{replicas}}}{{{spec}}}}
        }
        """);

    public static JsonObject Claim(string uid, string name = Name, string volume = "pvc-1") => Parse($$$"""
        {
          "apiVersion": "v1", "kind": "PersistentVolumeClaim",
          "metadata": {
            "name": "{{{name}}}", "namespace": "dev", "uid": "{{{uid}}}", "resourceVersion": "9", "creationTimestamp": "2026-01-01T00:00:00Z",
            "labels": {"allocator.dev/instance": "{{{Name}}}", "app": "db"},
            "annotations": {
              "example.com/team": "blue", "volume.beta.kubernetes.io/storage-class": "fast", "pv.kubernetes.io/bind-completed": "yes", "pv.kubernetes.io/bound-by-controller": "yes",
              "volume.beta.kubernetes.io/storage-provisioner": "example.com/p", "volume.kubernetes.io/selected-node": "node-1"
            },
            "finalizers": ["kubernetes.io/pvc-protection"], "ownerReferences": {{{Owner}}}
          },
          "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}, "volumeMode": "Filesystem", "volumeName": "{{{volume}}}"},
          "status": {"phase": "Bound"}
        }
        """);

    public static JsonObject Pod(string? controller) => Parse($$$"""
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "{{{Name}}}-x", "uid": "pod-uid"{{{(controller is null ? "" : $", \"ownerReferences\": [{controller}]")}}}}
        }
        """);

    public static Func<ResourceKind, IReadOnlyList<JsonObject>> Objects(params JsonObject[] objects) =>
        kind => [.. objects.Where(obj => obj.Kind() == kind.Kind)];

    private static JsonObject Parse(string json) => JsonSerializer.Deserialize<JsonObject>(json)!;
}
