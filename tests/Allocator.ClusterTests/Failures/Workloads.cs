namespace Allocator;

/// <summary>Templates of workloads that the cluster's busybox runs.</summary>
internal static class Workloads
{
    public const string Image = "registry.local/busybox:1.35";

    /// <summary>A field of a container that crashes: without a probe it may be ready for the moment before it ends.</summary>
    public const string NeverReady = """readinessProbe: {exec: {command: ["false"]}}""";

    public const string ConfigMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
        """;

    /// <summary>A Deployment of one pod.</summary>
    /// <param name="script">What its shell runs.</param>
    /// <param name="image">The image.</param>
    /// <param name="podFields">More fields of the pod's spec, on one line each, in YAML's flow style.</param>
    /// <param name="containerFields">More fields of the container, likewise.</param>
    public static string Deployment(string script, string image = Image, string podFields = "", string containerFields = "") => $$$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Name }}
        spec:
          template:
            spec:
              terminationGracePeriodSeconds: 0
              {{{{podFields}}}}
              containers:
              - name: main
                image: {{{{image}}}}
                {{{{containerFields}}}}
                command: ["sh", "-c", {{ "{{{{script}}}}" | quote }}]
        """;

    /// <summary>A bare Pod that does not end when it is asked to, but this long afterwards.</summary>
    public static string Pod(int terminationGraceSeconds = 0) => $$$$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
        spec:
          terminationGracePeriodSeconds: {{{{terminationGraceSeconds}}}}
          containers:
          - name: main
            image: {{{{Image}}}}
            command: ["sh", "-c", "trap '' TERM; while true; do sleep 1; done"]
        """;
}
