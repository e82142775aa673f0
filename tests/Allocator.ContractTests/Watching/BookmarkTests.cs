using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class BookmarkTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Bookmark_comes_before_a_timeout_with_a_version_to_resume_from_and_nothing_else()
    {
        await ns.CreateLeaseAsync("marked");
        ApiAnswer? changed = null;
        List<JsonObject> events = [];
        await foreach (var @event in ns.Api.WatchAsync(
            $"{ns.Path(Objects.Leases)}?watch=true&fieldSelector=metadata.name%3Dmarked&allowWatchBookmarks=true&timeoutSeconds=10"))
        {
            events.Add(@event);
            // Nothing is marked but what came after the watch had begun.
            changed ??= (await ns.MergeAsync(Objects.Leases, "marked", """{"spec": {"holderIdentity": "a"}}""")).Expect(200);
        }

        Assert.Equal(["ADDED marked", "MODIFIED marked"], events[..2].Select(@event => @event.Line()));
        var bookmark = events[^1];
        Assert.Equal(
            ("BOOKMARK", "Lease", "coordination.k8s.io/v1"),
            (bookmark.Value("type"), bookmark.Value("object.kind"), bookmark.Value("object.apiVersion")));
        Assert.Equal((null, null), (bookmark.Value("object.metadata.name"), bookmark.Value("object.metadata.uid")));
        Assert.True(ulong.Parse(bookmark.Value("object.metadata.resourceVersion")!, null) >= ulong.Parse(changed!.ResourceVersion, null));
    }

    [ContractFact]
    public async Task Bookmarks_do_not_come_unasked()
    {
        var from = await ns.NowAsync(Objects.Leases);
        await ns.CreateLeaseAsync("unmarked");

        var events = await ns.EventsToTheEndAsync(Objects.Leases, $"fieldSelector=metadata.name%3Dunmarked&timeoutSeconds=5&resourceVersion={from}");

        Assert.Equal(["ADDED unmarked"], events.Select(@event => @event.Line()));
    }
}
