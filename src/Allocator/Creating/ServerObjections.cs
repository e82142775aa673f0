using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator;

/// <summary>What the API server holds against an object of a template, as errors of the template.</summary>
internal static class ServerObjections
{
    /// <summary>The server drops fields that it does not know: what was sent and did not come back is misspelt.</summary>
    public static void RefuseUnknownFields(string template, PreparedObject prepared, JsonObject sent, JsonObject received)
    {
        var missing = FieldComparison.MissingPaths(sent, received);
        if (missing.Count > 0)
        {
            throw new TemplateException(
                template, prepared.Position,
                $"the API server does not know {string.Join(", ", missing)} of {prepared.Kind.Kind} '{sent.Name()}' and would drop it. " +
                $"Correct the name, or set {nameof(ServiceOptions.RejectUnknownFields)} to false.");
        }
    }

    /// <summary>The server found the object invalid; its message names the field.</summary>
    public static TemplateException Refusal(string template, PreparedObject prepared, KubernetesException refused) => new(
        template, prepared.Position, $"the API server refuses {prepared.Kind.Kind} '{prepared.Name}': {refused.Status?.Message ?? refused.Message}", refused);
}
