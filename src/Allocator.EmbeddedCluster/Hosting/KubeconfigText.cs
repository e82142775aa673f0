using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Writes kubeconfigs. JSON is YAML.</summary>
internal static class KubeconfigText
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static string Of(Uri server, string authorityPem, string user, string token, string @namespace) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new JsonArray(new JsonObject
        {
            ["name"] = "embedded",
            ["cluster"] = new JsonObject
            {
                ["server"] = server.AbsoluteUri.TrimEnd('/'),
                ["certificate-authority-data"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(authorityPem)),
            },
        }),
        ["users"] = new JsonArray(new JsonObject { ["name"] = user, ["user"] = new JsonObject { ["token"] = token } }),
        ["contexts"] = new JsonArray(new JsonObject
        {
            ["name"] = "embedded",
            ["context"] = new JsonObject { ["cluster"] = "embedded", ["user"] = user, ["namespace"] = @namespace },
        }),
        ["current-context"] = "embedded",
    }.ToJsonString(s_indented);
}
