using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// Merge patches of a root. Each has the uid in its body, so it never touches another instance of the same name, and none can create a root anew.
/// </summary>
internal static class RootPatch
{
    public static JsonObject Renewal(string uid, DateTimeOffset now) => new()
    {
        ["metadata"] = new JsonObject { ["uid"] = uid },
        ["spec"] = new JsonObject { ["renewTime"] = LeaseTerms.Format(now) },
    };

    /// <summary>The one write that makes an instance ready, with its final time to live.</summary>
    public static JsonObject Commit(string uid, DateTimeOffset now, TimeSpan? lease, IEnumerable<string> tickets) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["uid"] = uid,
            ["annotations"] = new JsonObject
            {
                [Annotations.State] = Annotations.ReadyState,
                [Annotations.ReadyAt] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                [Annotations.Tickets] = string.Join(' ', tickets),
            },
        },
        ["spec"] = new JsonObject
        {
            ["renewTime"] = lease is null ? null : LeaseTerms.Format(now),
            ["leaseDurationSeconds"] = lease is { } duration ? (int)Math.Ceiling(duration.TotalSeconds) : null,
        },
    };

    /// <summary>The last write of who leaves the instance behind: it goes after <paramref name="lifetime"/>.</summary>
    public static JsonObject Keeping(string uid, DateTimeOffset now, TimeSpan lifetime, string? state)
    {
        var metadata = new JsonObject { ["uid"] = uid };
        if (state is not null)
            metadata["annotations"] = new JsonObject { [Annotations.State] = state };
        return new JsonObject
        {
            ["metadata"] = metadata,
            ["spec"] = new JsonObject
            {
                ["renewTime"] = LeaseTerms.Format(now),
                ["leaseDurationSeconds"] = (int)Math.Ceiling(lifetime.TotalSeconds),
            },
        };
    }

    /// <summary>Whether a patch failed because the root is gone: absent, or its name is another's now (1.20 says 422, later versions 409 on the uid).</summary>
    public static bool MeansLost(KubernetesException failure) =>
        failure.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity
        || PassingConflict.IsOtherUid(failure);
}
