using System.Text.Json.Nodes;

namespace Allocator;

public sealed partial class ClusterClient
{
    /// <summary>Creates an object.</summary>
    /// <returns>The object as the server stored it.</returns>
    public Task<JsonObject> CreateAsync(
        ResourceKind kind, string @namespace, JsonObject obj, ResourceCreate? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(obj);
        var dryRun = options is { DryRun: true };
        var uri = Uri(kind.Path(@namespace), ("dryRun", dryRun ? "All" : null));
        var request = new ClusterRequest(HttpMethod.Post, uri, ClusterRequest.Describe(kind, @namespace)) { Body = obj, IsRepeatable = dryRun };
        return WriteAsync(request, kind, cancellationToken);
    }

    /// <summary>Creates or updates an object by server-side apply: the fields in it become the field manager's.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="namespace">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="obj">The fields that the field manager wants, with <c>apiVersion</c>, <c>kind</c> and the name.</param>
    /// <param name="fieldManager">Who owns the fields.</param>
    /// <param name="force">Takes fields over from other managers; otherwise that is a conflict.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>See <see href="https://kubernetes.io/docs/reference/using-api/server-side-apply/"/>.</remarks>
    public Task<JsonObject> ApplyAsync(
        ResourceKind kind,
        string @namespace,
        string name,
        JsonObject obj,
        string fieldManager,
        bool force,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(obj);
        ArgumentException.ThrowIfNullOrEmpty(fieldManager);
        var uri = Uri(kind.Path(@namespace, name), ("fieldManager", fieldManager), ("force", force ? "true" : null));
        // Not repeatable: it would create anew what was deleted in between.
        var request = new ClusterRequest(HttpMethod.Patch, uri, ClusterRequest.Describe(kind, @namespace, name))
        {
            Verb = "APPLY",
            Body = obj,
            ContentType = "application/apply-patch+yaml",
        };
        return WriteAsync(request, kind, cancellationToken);
    }

    /// <summary>Changes an object, or a subresource of it such as <c>status</c> or <c>scale</c>.</summary>
    /// <returns>The object as the server stored it.</returns>
    public Task<JsonObject> PatchAsync(
        ResourceKind kind,
        string @namespace,
        string name,
        PatchKind patchKind,
        JsonNode patch,
        string? subresource = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(patch);
        var uri = Uri(kind.Path(@namespace, name, subresource));
        var request = new ClusterRequest(HttpMethod.Patch, uri, ClusterRequest.Describe(kind, @namespace, name, subresource))
        {
            Body = patch,
            ContentType = patchKind switch
            {
                PatchKind.Merge => "application/merge-patch+json",
                PatchKind.Json => "application/json-patch+json",
                PatchKind.Strategic => "application/strategic-merge-patch+json",
                _ => throw new ArgumentOutOfRangeException(nameof(patchKind), patchKind, null),
            },
            IsRepeatable = patchKind == PatchKind.Merge,
        };
        return WriteAsync(request, kind, cancellationToken);
    }

    /// <summary>Deletes an object.</summary>
    /// <returns>What the server answers: the object, if it is now terminating, or a <c>Status</c>.</returns>
    public Task<JsonObject> DeleteAsync(
        ResourceKind kind, string @namespace, string name, ResourceDelete? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(name);
        var request = new ClusterRequest(HttpMethod.Delete, Uri(kind.Path(@namespace, name)), ClusterRequest.Describe(kind, @namespace, name))
        {
            Body = DeleteBody(options ?? new ResourceDelete()),
            IsRepeatable = options is { Uid: not null } or { ResourceVersion: not null },
        };
        return _requests.SendAsync(request, cancellationToken);
    }

    private Task<JsonObject> WriteAsync(ClusterRequest request, ResourceKind kind, CancellationToken cancellationToken) =>
        _requests.SendAsync(request with { BodyIsSecret = kind is { Group: "", Kind: "Secret" } }, cancellationToken);

    private static JsonObject DeleteBody(ResourceDelete options)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        var preconditions = new JsonObject();
        if (options.Uid is not null)
            preconditions["uid"] = options.Uid;
        if (options.ResourceVersion is not null)
            preconditions["resourceVersion"] = options.ResourceVersion;
        if (preconditions.Count > 0)
            body["preconditions"] = preconditions;
        if (options.Propagation is { } propagation)
            body["propagationPolicy"] = propagation.ToString();
        if (options.GracePeriodSeconds is { } seconds)
            body["gracePeriodSeconds"] = seconds;
        return body;
    }
}
