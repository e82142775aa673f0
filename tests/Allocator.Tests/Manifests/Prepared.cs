using System.Text.Json.Nodes;

namespace Allocator.Manifests;

/// <summary>Prepares templates' output for tests, for the instance <c>db-0a1b2c3d</c> in the namespace <c>dev</c>.</summary>
internal static class Prepared
{
    public static InstanceScope Scope { get; } = new()
    {
        Service = "db",
        InstanceName = "db-0a1b2c3d",
        Namespace = "dev",
        OwnerHash = "0123456789abcdef0123456789abcdef01234567",
        Session = "session-1",
    };

    public static Task<PreparedInstance> FromAsync(string text, InstanceScope? scope = null) =>
        new ManifestPreparer(Kinds.Resolve130).PrepareAsync(ManifestReader.Read(Rendered.Text(text)), scope ?? Scope, CancellationToken.None);

    public static async Task<JsonObject> SingleAsync(string text, InstanceScope? scope = null) =>
        Assert.Single((await FromAsync(text, scope)).Objects).Object;

    public static async Task<string> RefusedAsync(string text, InstanceScope? scope = null) =>
        (await Assert.ThrowsAsync<TemplateException>(() => FromAsync(text, scope))).Problem;

    /// <summary>An object of a kind with the instance's name.</summary>
    public static string Object(string apiVersion, string kind, string rest = "", string metadata = "") =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: db-0a1b2c3d{metadata}}}\n{rest}";

    /// <summary>A Deployment with the instance's name and a pod template.</summary>
    public static string Deployment(string spec = "", string pod = "", string labels = "{app: a}") => Object(
        "apps/v1",
        "Deployment",
        $"spec:\n  template:\n    metadata: {{labels: {labels}}}\n    spec: {{containers: [{{name: a, image: a}}]{pod}}}\n{spec}");
}
