namespace Allocator;

/// <summary>The services of the tests' servers.</summary>
internal static class TestServices
{
    /// <summary>A ConfigMap: ready at once.</summary>
    public const string Note = "note";

    /// <summary>A ConfigMap of which an owner may have one.</summary>
    public const string Single = "single";

    /// <summary>A pod that sends back what it receives, with a disk and a generated password.</summary>
    public const string Echo = "echo";

    /// <summary>A pod whose image does not exist.</summary>
    public const string Broken = "broken";

    /// <summary>A pod that runs and never becomes ready.</summary>
    public const string Waiting = "waiting";

    /// <summary>A pod that greets on its port and closes the connection.</summary>
    public const string Greeter = "greeter";

    /// <summary>A pod that writes two lines, and then what comes to be in a file.</summary>
    public const string Talker = "talker";

    /// <summary>A template with an unknown name.</summary>
    public const string Crooked = "crooked";

    private const string ConfigMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
        data:
          text: {{ get .Parameters "text" | default "none" | quote }}
        """;

    private const string BrokenPod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
        spec:
          containers:
          - name: main
            image: nowhere.invalid/nothing:1
        """;

    private const string WaitingPod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Name }}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - name: main
            image: busybox:1.35
            command: [sleep, "3600"]
            readinessProbe:
              tcpSocket: {port: 7999}
              periodSeconds: 1
              failureThreshold: 1000
        """;

    public static void ConfigureNote(ServiceOptions options)
    {
        options.Template = ConfigMap;
        options.MaxInstances = null;
        options.MaxInstancesPerOwner = null;
        options.Parameters["text"] = new ServiceParameter { Description = "What is noted.", AllowedValues = ["none", "much"] };
    }

    public static void ConfigureSingle(ServiceOptions options)
    {
        options.Template = ConfigMap;
        options.MaxInstances = null;
        options.Lease = TimeSpan.FromMinutes(10);
    }

    public static void ConfigureEcho(ServiceOptions options)
    {
        options.TemplatePath = "echo.yaml.gotmpl";
        options.MaxInstances = null;
        options.MaxInstancesPerOwner = null;
        options.Disk.Size = "10Mi";
        options.Credentials["password"] = new GeneratedCredential();
        options.ConnectionStrings["full"] = "echo://user:{secret:password}@{host:echo}:{port:7000}";
    }

    public static void ConfigureBroken(ServiceOptions options)
    {
        options.Template = BrokenPod;
        options.MaxInstances = null;
        options.MaxInstancesPerOwner = null;
    }

    public static void ConfigureWaiting(ServiceOptions options)
    {
        options.Template = WaitingPod;
        options.MaxInstances = null;
        options.MaxInstancesPerOwner = null;
    }

    public static void ConfigureGreeter(ServiceOptions options) => ConfigureScript(options, "exec nc -ll -p 7001 -e echo good day", "ports: [{name: greet, containerPort: 7001}]");

    /// <summary>Is ready when it has said its first lines.</summary>
    public static void ConfigureTalker(ServiceOptions options) => ConfigureScript(
        options,
        "echo one; echo two; echo > /told; while test ! -s /talk; do sleep 0.1; done; cat /talk; exec sleep 3600",
        "readinessProbe: {exec: {command: [test, -f, /told]}, periodSeconds: 1}");

    private static void ConfigureScript(ServiceOptions options, string script, string more)
    {
        options.MaxInstances = null;
        options.MaxInstancesPerOwner = null;
        options.Template = $$$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: {{ .Name }}
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - name: main
                image: busybox:1.35
                command: [sh, -c, "{{{script}}}"]
                {{{more}}}
            """;
    }

    public static void ConfigureCrooked(ServiceOptions options) => options.Template = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Nobody }}
        """;
}
