using System.Globalization;

namespace Allocator.Embedded;

/// <summary>The <c>resourceVersion</c> of reads.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions"/>.</remarks>
internal static class ListVersion
{
    /// <summary>The version; null if none is given.</summary>
    public static long? Parse(string text) => text.Length == 0 ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : throw ApiException.NotANumber(text);

    /// <summary>Refuses what a list cannot show: it always shows the present.</summary>
    public static void Check(ApiRequest request, long current)
    {
        var version = Parse(request.Query("resourceVersion"));
        if (request.Query("continue").Length > 0)
        {
            if (version > 0)
                throw ApiException.BadRequest("specifying resource version is not allowed when using continue");
            return;
        }

        var match = request.Query("resourceVersionMatch");
        if (match.Length > 0 && version is null)
            throw Forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided");
        switch (match)
        {
            case "" or "NotOlderThan":
                break;
            case "Exact" when version == 0:
                throw Forbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
            case "Exact" when version is { } exact && exact != current:
                throw exact > current
                    ? TooLarge(exact, current)
                    : ApiException.NotImplemented("a list of an earlier version (resourceVersionMatch=Exact)");
            case "Exact":
                break;
            case var other:
                throw QueryParameters.Unsupported("list", "resourceVersionMatch", other, "Exact", "NotOlderThan", "");
        }

        if (version > current)
            throw TooLarge(version.Value, current);
    }

    private static ApiException Forbidden(string problem) =>
        ApiException.InvalidOptions("ListOptions", FieldError.Forbidden("resourceVersionMatch", problem));

    private static ApiException TooLarge(long version, long current) =>
        new(504, "Timeout", string.Create(CultureInfo.InvariantCulture, $"Timeout: Too large resource version: {version}, current: {current}"))
        {
            Details = new()
            {
                ["causes"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject
                {
                    ["reason"] = "ResourceVersionTooLarge",
                    ["message"] = "Too large resource version",
                }),
                ["retryAfterSeconds"] = 1,
            },
            RetryAfterSeconds = 1,
        };
}
