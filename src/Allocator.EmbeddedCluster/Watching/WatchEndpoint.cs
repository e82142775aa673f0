using System.Globalization;

namespace Allocator.Embedded;

/// <summary>Answers watches: what changes among the selected objects, one event a line, until time is up.</summary>
internal sealed class WatchEndpoint(ObjectStore store, OpenWatches open, TimeProvider time)
{
    // Timers do not take more than 49 days.
    private const long LongestSeconds = 30 * 24 * 60 * 60;

    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan s_bookmarkInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lastBookmarkBefore = TimeSpan.FromSeconds(2);

    public async Task WatchAsync(ApiRequest request)
    {
        if (request.Query("resourceVersionMatch").Length > 0)
            throw ApiException.InvalidOptions("ListOptions", FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch"));
        var selection = request.Selection();
        var wantsBookmarks = request.QueryFlag("allowWatchBookmarks");
        var start = ListVersion.Parse(request.Query("resourceVersion")) ?? 0;
        using var watch = open.Add(request, Timeout(request), time);
        var sink = new WatchSink(request, TableRequest.Of(request), time);
        var version = start;
        if (start == 0)
        {
            (var objects, version) = store.Snapshot(request.Kind.Type);
            foreach (var obj in objects.Values.Where(selection.Matches))
                sink.Write("ADDED", obj);
        }

        var isExpired = start > 0 && start < store.Changes.CompactedAt;
        // The headers go out at once: that is how the client learns that the watch is on.
        await sink.FlushAsync().ConfigureAwait(false);
        if (isExpired)
            await ExpireAsync(sink, version).ConfigureAwait(false);
        else
            await FollowAsync(request, selection, sink, version, watch, wantsBookmarks).ConfigureAwait(false);
    }

    private async Task FollowAsync(ApiRequest request, Selection selection, WatchSink sink, long version, OpenWatch watch, bool wantsBookmarks)
    {
        var nextBookmark = Later(watch.EndsAt);
        while (!watch.Ended.IsCancellationRequested && !sink.IsOver)
        {
            if (!store.Changes.TryRead(version, out var changes, out var more))
            {
                await ExpireAsync(sink, version).ConfigureAwait(false);
                return;
            }

            foreach (var change in changes)
            {
                version = change.Version;
                if (change.Object.Type.ResourceName == request.Kind.Type.ResourceName)
                    Write(sink, selection, change);
            }

            if (wantsBookmarks && time.GetUtcNow() >= nextBookmark)
            {
                sink.WriteBookmark(version);
                nextBookmark = Later(watch.EndsAt);
            }

            await sink.FlushAsync().ConfigureAwait(false);
            if (!more.IsCompleted && !sink.IsOver)
                await watch.WaitAsync(more, wantsBookmarks ? nextBookmark - time.GetUtcNow() : null).ConfigureAwait(false);
        }
    }

    private Task ExpireAsync(WatchSink sink, long version)
    {
        sink.Write(ApiException.Expired(string.Create(CultureInfo.InvariantCulture, $"too old resource version: {version} ({store.Changes.CompactedAt + 1})")));
        return sink.FlushAsync();
    }

    private static TimeSpan Timeout(ApiRequest request) => request.QueryNumber("timeoutSeconds") switch
    {
        null or 0 => s_defaultTimeout,
        // A time that is over already is no error.
        var seconds => TimeSpan.FromSeconds(Math.Clamp(seconds.Value, 0, LongestSeconds)),
    };

    private DateTimeOffset Later(DateTimeOffset end)
    {
        var now = time.GetUtcNow();
        var last = end - s_lastBookmarkBefore;
        return now + s_bookmarkInterval < last || now >= last ? now + s_bookmarkInterval : last;
    }

    /// <summary>What a change is to somebody who sees only what is selected.</summary>
    private static void Write(WatchSink sink, Selection selection, StoreChange change)
    {
        var was = change.Previous is { } previous && selection.Matches(previous);
        var isNow = change.Kind != ChangeKind.Deleted && selection.Matches(change.Object);
        switch (was, isNow)
        {
            case (false, true):
                sink.Write("ADDED", change.Object);
                break;
            case (true, true):
                sink.Write("MODIFIED", change.Object);
                break;
            case (true, false):
                // The last state that was selected, at the version of the change.
                sink.Write("DELETED", change.Kind == ChangeKind.Deleted ? change.Object : At(change.Previous!, change.Version));
                break;
        }
    }

    private static StoredObject At(StoredObject obj, long version)
    {
        var copy = obj.Copy();
        copy.Child("metadata")["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        return new(obj.Type, obj.Key, version, copy.ToElement());
    }
}
