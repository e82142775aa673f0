using System.Globalization;

namespace Allocator.Embedded;

/// <summary>The <c>resourceVersion</c> of reads.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions"/>.</remarks>
internal static class ListVersion
{
    /// <summary>The version; null if none is given.</summary>
    public static long? Parse(string text) => text.Length == 0 ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : throw new ApiException(422, "Invalid", $" \"\" is invalid: {FieldError.InvalidText("resourceVersion", text, $"strconv.ParseUint: parsing \"{text}\": invalid syntax")}") { Details = [] };

    /// <summary>Refuses what a list cannot show: it always shows the present.</summary>
    public static void Check(ApiRequest request, long current)
    {
        if (request.Query("continue").Length > 0)
            return;
        var version = Parse(request.Query("resourceVersion"));
        switch (request.Query("resourceVersionMatch"))
        {
            case "" or "NotOlderThan":
                break;
            case "Exact" when version is { } exact && exact != current:
                throw exact > current
                    ? TooLarge(exact, current)
                    : ApiException.NotImplemented("a list of an earlier version (resourceVersionMatch=Exact)");
            case "Exact":
                break;
            case var other:
                throw QueryParameters.Unsupported("resourceVersionMatch", other, "Exact", "NotOlderThan");
        }

        if (version > current)
            throw TooLarge(version.Value, current);
    }

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
