using System.Globalization;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Reads what the protocol needs of an object's <c>metadata</c>.</summary>
internal static class ObjectMetadata
{
    public static string ResourceVersion(this JsonObject obj) => obj.Text("metadata", "resourceVersion") ?? "";

    public static DateTimeOffset CreatedAt(this JsonObject obj) => obj.Time("metadata", "creationTimestamp") ?? DateTimeOffset.UnixEpoch;

    public static string? Label(this JsonObject obj, string key) => obj.Text("metadata", "labels", key);

    public static string? Annotation(this JsonObject obj, string key) => obj.Text("metadata", "annotations", key);

    public static DateTimeOffset? Time(this JsonObject obj, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(obj.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
