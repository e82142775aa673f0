namespace Allocator.Embedded;

/// <summary>Objects that tests begin with.</summary>
internal static class Manifests
{
    private const string Containers = """[{"name": "main", "image": "image:1", "ports": [{"name": "http", "containerPort": 8080}]}]""";

    public static string Pod(string name, string labels = """{"app": "web"}""", string spec = "") =>
        $$$"""{"metadata": {"name": "{{{name}}}", "labels": {{{labels}}}}, "spec": {"containers": {{{Containers}}}{{{More(spec)}}}}}""";

    /// <param name="name">The name.</param>
    /// <param name="replicas">How many.</param>
    /// <param name="spec">More members of its spec.</param>
    public static string Workload(string name, int replicas, string spec = "") => $$$"""
        {
            "metadata": {"name": "{{{name}}}"},
            "spec": {"replicas": {{{replicas}}}, "selector": {"matchLabels": {"app": "web"}}, "template": {{{Template()}}}{{{More(spec)}}}}
        }
        """;

    public static string StatefulSet(string name, int replicas, string spec = "") =>
        Workload(name, replicas, $"\"serviceName\": \"peers\"{More(spec)}");

    public static string DaemonSet(string name, string podSpec = "") => $$$"""
        {
            "metadata": {"name": "{{{name}}}"},
            "spec": {"selector": {"matchLabels": {"app": "web"}}, "template": {{{Template(podSpec)}}}}
        }
        """;

    public static string Job(string name, string spec = "", string restartPolicy = "Never") => $$$"""
        {
            "metadata": {"name": "{{{name}}}"},
            "spec": {"template": {"spec": {"restartPolicy": "{{{restartPolicy}}}", "containers": {{{Containers}}}}}{{{More(spec)}}}}
        }
        """;

    public static string Service(string name, string spec = """ "ports": [{"port": 80, "targetPort": "http"}]""") =>
        $$$"""{"metadata": {"name": "{{{name}}}"}, "spec": {"selector": {"app": "web"}, {{{spec}}}}}""";

    public static string Claim(string name, string spec = "") => $$$"""
        {
            "metadata": {"name": "{{{name}}}"},
            "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}{{{More(spec)}}}}
        }
        """;

    public static string Quota(string name, string hard) => $$$"""{"metadata": {"name": "{{{name}}}"}, "spec": {"hard": {{{hard}}}}}""";

    private static string Template(string podSpec = "") =>
        $$$"""{"metadata": {"labels": {"app": "web"}}, "spec": {"containers": {{{Containers}}}{{{More(podSpec)}}}}}""";

    private static string More(string members) => members.Length == 0 ? "" : ", " + members;
}
