using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>A kind that is answered at once and never stored, for example <c>SubjectAccessReview</c>.</summary>
internal sealed record ReviewKind(string Group, string Kind, string Plural, bool Namespaced)
{
    public const string Version = "v1";

    private string ApiVersion => $"{Group}/{Version}";

    /// <summary>Brings what was sent to the kind's form: its own members in order, and no others.</summary>
    /// <exception cref="ApiException">400: it is of another kind, or a value has a wrong type.</exception>
    public void Decode(JsonObject sent)
    {
        sent.Default("kind", Kind);
        sent.Default("apiVersion", ApiVersion);
        if (sent.Text("kind") is var kind && (kind != Kind || sent.Text("apiVersion") != ApiVersion))
        {
            throw ApiException.BadRequest(
                $"{kind} in version \"{Version}\" cannot be handled as a {Kind}: " +
                $"converting ({Version}.{kind}) to ({Group.Split('.')[0]}.{Kind}): unknown conversion");
        }

        if (SchemaCatalog.Kubernetes.Find(Group, Version, Kind)!.Decode(sent).Error is { } error)
            throw ApiException.BadRequest(error.Message);
        var (metadata, spec) = (sent.Child("metadata"), sent.Child("spec"));
        metadata["creationTimestamp"] = null;
        sent.Clear();
        sent["kind"] = Kind;
        sent["apiVersion"] = ApiVersion;
        sent["metadata"] = metadata;
        sent["spec"] = spec;
    }

    /// <summary>What is wrong with a field. Reviews of access are not named in it, as a real server does not name them.</summary>
    public ApiException Invalid(FieldError error)
    {
        var isNamed = Group == "authentication.k8s.io";
        var details = new JsonObject { ["group"] = Group };
        if (isNamed)
            details["kind"] = Kind;
        details["causes"] = new JsonArray(new JsonObject { ["reason"] = error.Reason, ["message"] = error.Message, ["field"] = error.Field });
        return new(422, "Invalid", $"{(isNamed ? Kind : "")}.{Group} \"\" is invalid: {error}") { Details = details };
    }

    public JsonObject ToDiscovery() => new()
    {
        ["name"] = Plural,
        ["singularName"] = "",
        ["namespaced"] = Namespaced,
        ["kind"] = Kind,
        ["verbs"] = new JsonArray("create"),
    };
}
