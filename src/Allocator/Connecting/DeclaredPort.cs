using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>A port that a container declares.</summary>
internal readonly record struct DeclaredPort(string Container, string? Name, int Number)
{
    public static IEnumerable<DeclaredPort> Of(JsonObject pod) =>
        from container in pod.Items("spec", "containers")
        from port in container.Items("ports")
        where port.Number("containerPort") is not null && port.Text("protocol") is null or "TCP"
        select new DeclaredPort(container.Text("name") ?? "", port.Text("name"), (int)port.Number("containerPort")!.Value);

    public override string ToString() => Name is null ? $"{Number}" : $"{Number} ('{Name}')";
}
