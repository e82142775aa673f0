using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>A request for objects of a kind that is served.</summary>
/// <param name="Http">The request as it came.</param>
/// <param name="Info">What it asks for.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="User">Who asks.</param>
internal sealed record ApiRequest(HttpContext Http, RequestInfo Info, KindDefinition Kind, UserInfo User)
{
    public ObjectKey Key => new(Kind.Type.Namespaced ? Info.Namespace : "", Info.Name);

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A parameter of the query; empty if it is absent.</summary>
    public string Query(string name) => Http.Request.Query[name].ToString();

    public bool QueryFlag(string name) => Query(name) switch
    {
        "" or "0" or "false" => false,
        "1" or "true" => true,
        var other => throw ApiException.BadRequest($"strconv.ParseBool: parsing \"{other}\": invalid syntax"),
    };

    public long? QueryNumber(string name) => Query(name) switch
    {
        "" => null,
        var text when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        var other => throw ApiException.BadRequest($"strconv.ParseInt: parsing \"{other}\": invalid syntax"),
    };

    public Selection Selection() => new(
        Kind.Type.Namespaced ? Info.Namespace : "",
        LabelSelector.Parse(Query("labelSelector")),
        FieldSelector.Parse(Query("fieldSelector"), Kind));

    /// <summary>How it writes.</summary>
    public WriteContext WriteContext() => new(User)
    {
        Subresource = Info.Subresource.Length == 0 ? null : Info.Subresource,
        DryRun = Http.Request.Query["dryRun"].ToArray() switch
        {
            [] => false,
            ["All"] => true,
            var other => throw QueryParameters.Unsupported(Info.Verb, "dryRun", other[0] ?? "", "All"),
        },
        FieldValidation = Query("fieldValidation") switch
        {
            "" or "Ignore" => FieldValidation.Ignore,
            "Warn" => FieldValidation.Warn,
            "Strict" => FieldValidation.Strict,
            var other => throw QueryParameters.Unsupported(Info.Verb, "fieldValidation", other, "Ignore", "Warn", "Strict"),
        },
    };
}
