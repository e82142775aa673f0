using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// A custom resource of this run, which the user of the role may use. Its controller is whoever calls <see cref="StartAsync"/> and
/// <see cref="SetReadyAsync"/>.
/// </summary>
internal sealed class Widgets(ClusterFixture cluster) : IAsyncDisposable
{
    public string Group { get; } = $"{cluster.Namespace}.example.com";

    private string Resource => $"widgets.{Group}";

    // Until its controller comes, a widget says that it waits: otherwise it would be ready at once, by what it says of itself.
    private string Definition => $$$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: {{{Resource}}}
        spec:
          group: {{{Group}}}
          scope: Namespaced
          names: {kind: Widget, plural: widgets, singular: widget}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      size: {type: integer}
                  status:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
                    default: {conditions: [{type: Ready, status: Unknown, reason: Pending, message: waiting for the controller}]}
        """;

    public async Task InstallAsync()
    {
        await cluster.Admin.ExecuteAsync(["apply", "-f", "-"], Definition, TestContext.Current.CancellationToken);
        await cluster.Admin.RunAsync("wait", "--for=condition=established", $"crd/{Resource}", "--timeout=180s");
        await Eventually.FoundAsync(async () =>
            (await cluster.Admin.RunAsync("api-resources", "--api-group", Group, "-o", "name")).Contains(Resource, StringComparison.Ordinal) ? this : null);
        await cluster.Admin.CreateAsync("role", "widgets", "--verb=get,list,watch,create,delete", $"--resource={Resource}");
        await cluster.Admin.CreateAsync("rolebinding", "widgets", "--role=widgets", $"--serviceaccount={cluster.Namespace}:{ClusterFixture.Account}");
        await cluster.User.UntilAllowedAsync(Resource);
    }

    /// <summary>Waits for a service's widget.</summary>
    public Task<JsonNode> FindAsync(string service) => Eventually.FoundAsync(async () =>
        (await cluster.Admin.GetJsonAsync(Resource, "-l", $"allocator.dev/service={service}"))["items"]!.AsArray().SingleOrDefault());

    /// <summary>Starts a widget's pod, with the widget's labels as controllers pass them on, and waits until it is ready.</summary>
    public async Task StartAsync(JsonNode widget)
    {
        var metadata = widget["metadata"]!;
        var name = metadata["name"]!.GetValue<string>();
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{name}-0",
                ["labels"] = metadata["labels"]!.DeepClone(),
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = $"{Group}/v1",
                    ["kind"] = "Widget",
                    ["name"] = name,
                    ["uid"] = metadata["uid"]!.DeepClone(),
                    ["controller"] = true,
                }),
            },
            ["spec"] = new JsonObject
            {
                ["terminationGracePeriodSeconds"] = 0,
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "echo",
                    ["image"] = "registry.local/busybox:1.35",
                    ["command"] = new JsonArray("nc", "-ll", "-p", "7000", "-e", "cat"),
                    ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 7000 }),
                }),
            },
        };
        await cluster.Admin.ExecuteAsync(["create", "-f", "-"], pod.ToJsonString(), TestContext.Current.CancellationToken);
        await cluster.Admin.RunAsync("wait", "--for=condition=Ready", $"pod/{name}-0", "--timeout=180s");
    }

    public async Task SetReadyAsync(string name)
    {
        var widget = await cluster.Admin.GetJsonAsync(Resource, name);
        widget["status"] = JsonNode.Parse("""{"conditions":[{"type":"Ready","status":"True","reason":"Started"}]}""");
        var path = $"/apis/{Group}/v1/namespaces/{cluster.Namespace}/widgets/{name}/status";
        await cluster.Admin.ExecuteAsync(["replace", "--raw", path, "-f", "-"], widget.ToJsonString(), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() =>
        await cluster.Admin.ExecuteAsync(["delete", "crd", Resource, "--ignore-not-found", "--timeout=180s"], cancellationToken: CancellationToken.None);
}
