using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>Tells in <c>Event</c> objects what the cluster does. What is told again is counted, not repeated.</summary>
internal sealed class EventRecorder(ObjectOperations operations)
{
    private readonly Dictionary<(string Uid, string FieldPath, string Reason, string Message), ObjectKey> _told = [];

    /// <summary>Tells of an object.</summary>
    /// <param name="about">The object.</param>
    /// <param name="component">Who tells, for example <c>kubelet</c>.</param>
    /// <param name="isWarning">Whether something is wrong.</param>
    /// <param name="reason">A word, for example <c>Pulled</c>.</param>
    /// <param name="message">A sentence.</param>
    /// <param name="fieldPath">The part of the object, for example <c>spec.containers{main}</c>.</param>
    public void Tell(StoredObject about, string component, bool isWarning, string reason, string message, string fieldPath = "")
    {
        var now = operations.Time.GetUtcNow();
        lock (operations.Store.Gate)
        {
            var same = (about.Uid, fieldPath, reason, message);
            if (_told.TryGetValue(same, out var told) && operations.Store.Find(new(ResourceTypes.Events, told)) is { } earlier)
            {
                operations.Modify(earlier, obj =>
                {
                    obj["count"] = (obj.Number("count") ?? 1) + 1;
                    obj["lastTimestamp"] = Timestamp.Format(now);
                });
                return;
            }

            if (TryCreate(about, component, isWarning, reason, message, fieldPath, now) is { } created)
                _told[same] = created.Key;
        }
    }

    /// <summary>In a namespace that is being deleted nothing is told.</summary>
    private StoredObject? TryCreate(
        StoredObject about, string component, bool isWarning, string reason, string message, string fieldPath, DateTimeOffset now)
    {
        var involved = new JsonObject
        {
            ["kind"] = about.Type.Kind,
            ["namespace"] = about.Namespace,
            ["name"] = about.Name,
            ["uid"] = about.Uid,
            ["apiVersion"] = about.Type.ApiVersion,
            ["resourceVersion"] = about.Json.Member("metadata").Text("resourceVersion"),
        };
        if (fieldPath.Length > 0)
            involved["fieldPath"] = fieldPath;
        var source = new JsonObject { ["component"] = component };
        if (component == "kubelet")
            source["host"] = about.Json.Member("spec").Text("nodeName");
        try
        {
            return operations.Create(ResourceTypes.Events, about.Namespace.Length == 0 ? "default" : about.Namespace, new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = $"{about.Name}.{now.UtcTicks:x16}{operations.Store.Version:x}" },
                ["involvedObject"] = involved,
                ["reason"] = reason,
                ["message"] = message,
                ["source"] = source,
                ["firstTimestamp"] = Timestamp.Format(now),
                ["lastTimestamp"] = Timestamp.Format(now),
                ["count"] = 1,
                ["type"] = isWarning ? "Warning" : "Normal",
                ["eventTime"] = null,
                ["reportingComponent"] = "",
                ["reportingInstance"] = "",
            });
        }
        catch (ApiException e) when (e.Code is 403 or 404)
        {
            return null;
        }
    }
}
