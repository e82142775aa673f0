namespace Allocator;

/// <summary>Templates of an echo server with a disk at <c>/data</c>, by the kind of object that can be suspended; and objects that cannot.</summary>
internal static class DiskTemplates
{
    /// <summary>One pod at a time, on the claim with the instance's name.</summary>
    public static string Deployment { get; } = Workload("Deployment", "strategy: {type: Recreate}");

    public static string ReplicaSet { get; } = Workload("ReplicaSet", "replicas: 1");

    public static string DaemonSet { get; } = Workload("DaemonSet", "minReadySeconds: 0");

    /// <summary>Two workloads with two pods each, without disks.</summary>
    public const string TwoWorkloads = """
        {{- range $part := list "front" "back" }}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ $.Name }}-{{ $part }}
        spec:
          replicas: 2
          selector:
            matchLabels: {app: "{{ $.Name }}-{{ $part }}"}
          template:
            metadata:
              labels: {app: "{{ $.Name }}-{{ $part }}"}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 0
              containers:
              - {name: main, image: "registry.local/busybox:1.35", command: [sleep, "600"]}
        {{- end }}
        """;

    private static string Workload(string kind, string field) => $$$$"""
        apiVersion: apps/v1
        kind: {{{{kind}}}}
        metadata:
          name: {{ .Name }}
        spec:
          {{{{field}}}}
          selector:
            matchLabels: {app: "{{ .Name }}"}
          template:
            metadata:
              labels: {app: "{{ .Name }}"}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 0
              containers:
              - name: echo
                image: registry.local/busybox:1.35
                command: [nc, -ll, -p, "7000", -e, cat]
                ports: [{name: echo, containerPort: 7000}]
                readinessProbe: {tcpSocket: {port: echo}, periodSeconds: 1}
                volumeMounts: [{name: data, mountPath: /data}]
              volumes:
              - name: data
                persistentVolumeClaim: {claimName: "{{ .Name }}"}
        """;
}
