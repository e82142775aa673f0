namespace Allocator;

/// <summary>Templates of an echo server with a disk at <c>/data</c>, by the kind of object that can be suspended; and objects that cannot.</summary>
internal static class DiskTemplates
{
    /// <summary>One pod at a time, on the claim with the instance's name.</summary>
    public static string Deployment { get; } = Workload("Deployment", "strategy: {type: Recreate}");

    /// <summary>One pod that knows the password of the instance's Secret, and prints it and dies once there is a file <c>/data/crash</c>.</summary>
    public const string DeploymentWithPassword = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Name }}
        spec:
          strategy: {type: Recreate}
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
                command: ["sh", "-c", "if test -f /data/crash; then echo password=$PASSWORD; exit 1; fi; exec nc -ll -p 7000 -e cat"]
                env:
                - name: PASSWORD
                  valueFrom: {secretKeyRef: {name: "{{ .Secret }}", key: password}}
                ports: [{name: echo, containerPort: 7000}]
                readinessProbe: {tcpSocket: {port: echo}, periodSeconds: 1}
                volumeMounts: [{name: data, mountPath: /data}]
              volumes:
              - name: data
                persistentVolumeClaim: {claimName: "{{ .Name }}"}
        """;

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
