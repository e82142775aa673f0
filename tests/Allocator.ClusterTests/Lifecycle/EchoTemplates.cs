namespace Allocator;

/// <summary>Templates of a server that sends back what it receives on port 7000, by the kind of object that starts it.</summary>
internal static class EchoTemplates
{
    public const string Deployment = Container + Service + """
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: {{ .Name }}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}-settings
        data:
          greeting: hello
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ .Name }}-key
        stringData:
          password: swordfish
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Name }}
        spec:
          selector:
            matchLabels: {app: "{{ .Name }}"}
          template:
            metadata:
              labels: {app: "{{ .Name }}"}
            spec:
              serviceAccountName: {{ .Name }}
              terminationGracePeriodSeconds: 0
              containers: [{{ template "echo" }}]
              volumes:
              - name: settings
                configMap: {name: "{{ .Name }}-settings"}
              - name: key
                secret: {secretName: "{{ .Name }}-key"}
        """;

    public const string StatefulSet = Container + Service + """
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: {{ .Name }}
        spec:
          serviceName: {{ .Name }}
          selector:
            matchLabels: {app: "{{ .Name }}"}
          template:
            metadata:
              labels: {app: "{{ .Name }}"}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 1
              containers: [{{ template "echo" "data" }}]
          volumeClaimTemplates:
          - metadata:
              name: data
            spec:
              accessModes: [ReadWriteOnce]
              resources: {requests: {storage: 16Mi}}
        """;

    public const string Pod = Container + """
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
        spec:
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 0
          containers: [{{ template "echo" }}]
        """;

    public const string Job = Container + Service + """
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{ .Name }}
        spec:
          template:
            metadata:
              labels: {app: "{{ .Name }}"}
            spec:
              restartPolicy: Never
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 0
              containers: [{{ template "echo" }}]
        """;

    /// <summary>An object that is ready as soon as it exists.</summary>
    public const string ConfigMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
        """;

    /// <summary>The container; the dot is the volume that it mounts, if any.</summary>
    private const string Container = """
        {{- define "echo" -}}
        {name: echo, image: "registry.local/busybox:1.35", command: [nc, -ll, -p, "7000", -e, cat], {{ "" -}}
        ports: [{name: echo, containerPort: 7000}], readinessProbe: {tcpSocket: {port: echo}, periodSeconds: 1}, {{ "" -}}
        resources: {requests: {cpu: 1m, memory: 4Mi}} {{- with . }}, volumeMounts: [{name: {{ . }}, mountPath: /{{ . }}}] {{- end }}}
        {{- end -}}

        """;

    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: {{ .Name }}
        spec:
          selector: {app: "{{ .Name }}"}
          ports:
          - name: tcp-echo
            port: 70
            targetPort: echo

        """;
}
