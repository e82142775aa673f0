using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator.Services;

/// <summary>The ready-made services, and what their templates render for an instance.</summary>
internal static class ReadyMade
{
    public const string Instance = "svc-0a1b2c3d";

    public static IReadOnlyList<ServiceDefinition> All { get; } =
        [.. typeof(PostgresService).Assembly.GetExportedTypes().Select(type => (ServiceDefinition)Activator.CreateInstance(type)!)];

    public static ServiceDefinition Named(string name) => All.Single(service => service.Name == name);

    public static ServiceOptions Options(this ServiceDefinition service)
    {
        var options = new ServiceOptions();
        service.Configure(options);
        return options;
    }

    /// <summary>What is rendered, through the guard, for a call with these parameters.</summary>
    public static IReadOnlyList<Manifest> Render(ServiceOptions options, params (string Name, string Value)[] parameters)
    {
        var data = new InstanceData(new TemplateFacts
        {
            Name = Instance,
            Service = "svc",
            Namespace = "dev",
            OwnerHash = "0123456789abcdef0123456789abcdef01234567",
            Caller = new CallerValues("alice", ["dev:alice"], parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)),
            DeclaredParameters = options.Parameters.AsReadOnly(),
            Administrators = ["root"],
            DiskSize = options.Disk.Size,
        });
        return data.Render(new GoTemplateEngine().Parse(new TemplateSource("svc", options.Template!)));
    }

    public static JsonNode PodSpec(this IReadOnlyList<Manifest> manifests) =>
        manifests.Single(manifest => manifest.Kind == "Deployment").Object["spec"]!["template"]!["spec"]!;

    public static JsonNode Container(this IReadOnlyList<Manifest> manifests) => manifests.PodSpec()["containers"]!.AsArray().Single()!;
}
