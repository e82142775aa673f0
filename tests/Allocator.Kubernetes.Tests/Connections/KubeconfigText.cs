using System.Text;

namespace Allocator.Connections;

/// <summary>Kubeconfigs with one cluster, user and context, each called <c>dev</c>.</summary>
internal static class KubeconfigText
{
    /// <param name="cluster">The cluster's fields in YAML's flow style, without the braces.</param>
    /// <param name="user">The user's fields likewise.</param>
    public static string Write(string cluster, string user = "") =>
        $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: dev
          cluster: { {{cluster}} }
        users:
        - name: dev
          user: { {{user}} }
        contexts:
        - name: dev
          context: { cluster: dev, user: dev }
        current-context: dev
        """;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
