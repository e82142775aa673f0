using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>That a client wants rows to print instead of objects.</summary>
/// <param name="Version">The version of <c>meta.k8s.io</c>.</param>
/// <param name="IncludeObject">How much of each object goes with its row: None, Metadata or Object.</param>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables"/>.</remarks>
internal sealed record TableRequest(string Version, string IncludeObject)
{
    /// <summary>What the <c>Accept</c> header says; null if it prefers plain objects.</summary>
    public static TableRequest? Of(ApiRequest request)
    {
        foreach (var parameters in AcceptHeader.Types(request.Http.Request).Where(AcceptHeader.IsJson))
        {
            if (!parameters.Contains("as=Table"))
                return null;
            if (parameters.Contains("g=meta.k8s.io") && parameters.FirstOrDefault(parameter => parameter is "v=v1" or "v=v1beta1") is { } version)
                return new(version[2..], request.Query("includeObject") is { Length: > 0 } include ? include : "Metadata");
        }

        return null;
    }

    public JsonObject Write(KindDefinition kind, IEnumerable<StoredObject> objects, JsonObject metadata, DateTimeOffset now) =>
        TableWriter.Write(kind, objects, metadata, Version, IncludeObject, now);
}
