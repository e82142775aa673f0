namespace Allocator.Crashes;

/// <summary>The service of a scene.</summary>
internal sealed record ServiceSetup
{
    /// <summary>One ConfigMap: ready as soon as it is there.</summary>
    public const string MapOnly = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
        data:
          owner: {{ .OwnerHash }}
        """;

    /// <summary>A ConfigMap and a Deployment of one pod that mounts the disk. Its image is the parameter <c>image</c>: <c>idle</c> unless another is given.</summary>
    public const string Workload = MapOnly + """

        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Name }}
        spec:
          replicas: 1
          selector:
            matchLabels:
              app: {{ .Name }}
          template:
            metadata:
              labels:
                app: {{ .Name }}
            spec:
              terminationGracePeriodSeconds: 1
              automountServiceAccountToken: false
              containers:
              - name: main
                image: {{ .Parameters.image }}
                env: [{name: PLACE, value: "{{ .Name }}"}]
                volumeMounts: [{name: data, mountPath: /data}]
              volumes:
              - name: data
                persistentVolumeClaim: {claimName: "{{ .Name }}"}
        """;

    /// <summary>A StatefulSet of two pods with a disk each.</summary>
    public const string StatefulWorkload = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: {{ .Name }}
        spec:
          replicas: 2
          serviceName: {{ .Name }}
          selector:
            matchLabels:
              app: {{ .Name }}
          template:
            metadata:
              labels:
                app: {{ .Name }}
            spec:
              terminationGracePeriodSeconds: 1
              automountServiceAccountToken: false
              containers:
              - name: main
                image: {{ .Parameters.image }}
                env: [{name: PLACE, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                volumeMounts: [{name: data, mountPath: /data}]
          volumeClaimTemplates:
          - metadata:
              name: data
            spec:
              accessModes: [ReadWriteOnce]
              resources:
                requests:
                  storage: 1Mi
        """;

    public string Name { get; init; } = "thing";

    public string Template { get; init; } = MapOnly;

    /// <summary>Whether its instances have pods, with a disk each, so that they can be suspended; then they have a password too, which a reset changes.</summary>
    public bool HasPods => Template != MapOnly;

    public int? PerOwner { get; init; }

    public int? All { get; init; }

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan? Lifetime { get; init; }

    public void Configure(ServiceOptions options)
    {
        options.Template = Template;
        options.MaxInstancesPerOwner = PerOwner;
        options.MaxInstances = All;
        options.Lease = Lease;
        options.Lifetime = Lifetime;
        options.Disk.Size = "1Mi";
        options.Parameters["image"] = "idle";
        if (HasPods)
            options.Credentials["password"] = new GeneratedCredential();
    }
}
