using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Allocator.Crashes;

/// <summary>A request as an actor wants to send it.</summary>
/// <param name="Verb">As access rules name it: get, list, watch, create, patch, delete.</param>
/// <param name="Resource">The plural name, with the subresource.</param>
/// <param name="Name">The object's name, of a create too; empty for a collection.</param>
/// <param name="Purpose">What tells apart requests that are otherwise the same: renewals from other patches; of a deletion the uid.</param>
internal sealed partial record ActorRequest(string Verb, string Resource, string Name, string Purpose)
{
    public bool IsWatch => Verb == "watch";

    /// <summary>Whether its answer has no end that can be waited for.</summary>
    public bool IsStream => IsWatch || Resource.EndsWith("/log", StringComparison.Ordinal);

    public bool IsWrite => Verb is "create" or "patch" or "delete";

    /// <summary>The same for the same request of another run: without what is random in names.</summary>
    public string Signature
    {
        get
        {
            var name = InstanceNames().Replace(Name, match => match.Groups["service"].Value + "-*");
            return $"{Verb} {Resource} {OwnerHashes().Replace(name, "owner")} {(Verb == "delete" ? "" : Purpose)}".Replace("  ", " ", StringComparison.Ordinal).TrimEnd();
        }
    }

    public static async Task<ActorRequest> OfAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var body = message.Content is null ? null : JsonNode.Parse(await message.Content.ReadAsStringAsync(cancellationToken));
        var parts = message.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "namespaces");
        if (at < 0)
            return new("get", message.RequestUri.AbsolutePath, "", "");
        var name = parts.ElementAtOrDefault(at + 3) ?? "";
        var resource = parts[at + 2] + (parts.Length > at + 4 ? $"/{parts[at + 4]}" : "");
        var verb = VerbOf(message, name);
        return new(verb, resource, name.Length > 0 ? name : (string?)body?["metadata"]?["name"] ?? "", PurposeOf(verb, body));
    }

    private static string VerbOf(HttpRequestMessage message, string name) => message.Method.Method switch
    {
        "POST" => "create",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ when message.RequestUri!.Query.Contains("watch=true", StringComparison.Ordinal) => "watch",
        _ => name.Length > 0 ? "get" : "list",
    };

    private static string PurposeOf(string verb, JsonNode? body) => (verb, body?["metadata"]?["annotations"], body?["spec"]) switch
    {
        ("patch", { } annotations, _) => $"({string.Join(',', annotations.AsObject().Select(pair => pair.Key.Split('/')[^1]).Order())})",
        ("delete", _, _) => (string?)body?["preconditions"]?["uid"] ?? throw new ViolationException("A DELETE has no uid as its precondition."),
        ("patch", null, { } spec) => $"({string.Join(',', spec.AsObject().Select(pair => pair.Key).Order())})",
        _ => "",
    };

    [GeneratedRegex("(?<service>[a-z]+)-[0-9a-f]{8}(-[-a-z0-9]+)?")]
    private static partial Regex InstanceNames();

    [GeneratedRegex("[0-9a-f]{40}")]
    private static partial Regex OwnerHashes();
}
