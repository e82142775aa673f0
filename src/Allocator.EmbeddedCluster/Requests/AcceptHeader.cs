using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>In what form a client takes the answer.</summary>
internal static class AcceptHeader
{
    private const string Accepted = "application/json, application/yaml, application/vnd.kubernetes.protobuf";

    /// <summary>Refuses a client that does not take JSON.</summary>
    public static void Check(HttpRequest request)
    {
        var types = Types(request).ToList();
        if (types.Count == 0 || types.Exists(IsServed))
            return;
        if (types.Find(IsKnown) is { } known)
            throw ApiException.NotImplemented($"an answer in the form {string.Join(';', known)}");
        throw ApiException.NotAcceptable($"only the following media types are accepted: {Accepted}");
    }

    /// <summary>The media types, each with its parameters.</summary>
    public static IEnumerable<string[]> Types(HttpRequest request) => request.Headers.Accept.ToString()
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(type => type.Split(';', StringSplitOptions.TrimEntries));

    public static bool IsJson(string[] type) => type[0] is "application/json" or "*/*" or "application/*";

    private static bool IsKnown(string[] type) => type[0] is "application/yaml" or "application/vnd.kubernetes.protobuf"
        || Array.Exists(type, part => part is "as=PartialObjectMetadata" or "as=PartialObjectMetadataList");

    private static bool IsServed(string[] type) =>
        IsJson(type) && Array.TrueForAll(type, part => !part.StartsWith("as=", StringComparison.Ordinal) || part == "as=Table");
}
