using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>An answer that says no: a <c>Status</c> of kind failure.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/"/>.</remarks>
internal sealed class ApiException(int code, string reason, string message) : Exception(message)
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;

    /// <summary>The <c>details</c>; null for none.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>After how many seconds the caller may try again; null if that would not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether it is answered as a text, as what is outside the API is.</summary>
    public bool IsText { get; init; }

    /// <summary>Where a list that can no longer be consistent may go on; null for nowhere.</summary>
    public string? Continue { get; init; }

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = Continue is null ? [] : new JsonObject { ["continue"] = Continue },
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason.Length > 0)
            status["reason"] = Reason;
        if (Details is not null)
            status["details"] = Details.DeepClone();
        status["code"] = Code;
        return status;
    }

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiException NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.ResourceName} \"{name}\" not found") { Details = DetailsOf(type, name) };

    /// <summary>There is nothing at that path.</summary>
    public static ApiException NoSuchPath() =>
        new(404, "NotFound", "the server could not find the requested resource") { Details = [] };

    /// <summary>Nobody serves anything there.</summary>
    public static ApiException NoSuchPage() => new(404, "NotFound", "404 page not found\n") { IsText = true };

    public static ApiException NotAcceptable(string message) => new(406, "NotAcceptable", message);

    public static ApiException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource") { Details = [] };

    public static ApiException AlreadyExists(StoredObject existing) => new(
        409, "AlreadyExists", $"{(existing.IsTerminating ? "object is being deleted: " : "")}{existing.Type.ResourceName} \"{existing.Name}\" already exists")
    {
        Details = DetailsOf(existing.Type, existing.Name),
    };

    public static ApiException Conflict(ResourceType type, string name, string problem) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {type.ResourceName} \"{name}\": {problem}") { Details = DetailsOf(type, name) };

    /// <summary>A delete of an object that is not as it should be. It says the kind where other conflicts say the resource.</summary>
    public static ApiException PreconditionFailed(ResourceType type, string name, string problem)
    {
        var details = DetailsOf(type, name);
        details["kind"] = type.Kind;
        return new(409, "Conflict", $"Operation cannot be fulfilled on {type.KindName} \"{name}\": {problem}") { Details = details };
    }

    public static ApiException Forbidden(ResourceType type, string name, string problem) =>
        new(403, "Forbidden", $"{type.ResourceName} \"{name}\" is forbidden: {problem}") { Details = DetailsOf(type, name) };

    public static ApiException Expired(string message) => new(410, "Expired", message);

    public static ApiException UnsupportedMediaType(string message) => new(415, "UnsupportedMediaType", message);

    /// <summary>What a real server has and this one has not.</summary>
    /// <param name="what">What.</param>
    /// <param name="instead">What to do instead; null if there is nothing.</param>
    public static ApiException NotImplemented(string what, string? instead = null) =>
        new(501, "NotImplemented", $"{what} is not supported by the embedded cluster{(instead is null ? "" : $": {instead}")}");

    public static ApiException Invalid(ResourceType type, string name, params IEnumerable<FieldError> errors)
    {
        type = InTermsOfValidation(type);
        var details = DetailsOf(type, name);
        details["kind"] = type.Kind;
        return Invalid(type.KindName, name, details, errors);
    }

    /// <summary>What is wrong with something that is not an object of a kind, such as the options of a request.</summary>
    /// <param name="what">What, as the message calls it: <c>DeleteOptions.meta.k8s.io</c>.</param>
    /// <param name="name">Its name; perhaps empty.</param>
    /// <param name="details">The details, to which the causes are added.</param>
    /// <param name="errors">What is wrong.</param>
    public static ApiException Invalid(string what, string name, JsonObject details, params IEnumerable<FieldError> errors)
    {
        var list = errors.ToList();
        var texts = list.Select(error => error.ToString()).Distinct().ToList();
        var text = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        details["causes"] = new JsonArray([.. list.Select(error =>
            new JsonObject { ["reason"] = error.Reason, ["message"] = error.Message, ["field"] = error.Field })]);
        return new(422, "Invalid", string.Create(CultureInfo.InvariantCulture, $"{what} \"{name}\" is invalid: {text}")) { Details = details };
    }

    /// <summary>What is wrong with the options of a request.</summary>
    public static ApiException InvalidOptions(string kind, FieldError error) =>
        Invalid($"{kind}.meta.k8s.io", "", new() { ["group"] = "meta.k8s.io", ["kind"] = kind }, error);

    /// <summary>A number that cannot be read. The real server does not expect it and answers so.</summary>
    public static ApiException NotANumber(string text) => new(500, "", $"strconv.ParseUint: parsing \"{text}\": invalid syntax");

    // What is wrong with these kinds, 1.20 tells by the group they had before.
    private static ResourceType InTermsOfValidation(ResourceType type) =>
        type == ResourceTypes.Ingresses || type == ResourceTypes.NetworkPolicies
            ? new("extensions", type.Version, type.Kind, type.Plural, type.Namespaced)
            : type;

    private static JsonObject DetailsOf(ResourceType type, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (type.Group.Length > 0)
            details["group"] = type.Group;
        details["kind"] = type.Plural;
        return details;
    }
}
