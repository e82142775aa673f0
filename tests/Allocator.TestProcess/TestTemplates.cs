namespace Allocator;

internal static class TestTemplates
{
    /// <summary>An object that is ready as soon as it exists.</summary>
    public const string ConfigMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}
        """;
}
