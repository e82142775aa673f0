using System.Text.Json.Nodes;

namespace Allocator.Tests;

public sealed class ResourceCacheTests
{
    private readonly ResourceCache _cache = new();

    [Fact]
    public void List_tells_what_vanished_what_is_new_and_what_changed()
    {
        Replace(Events.Item("gone", "1"), Events.Item("same", "2"), Events.Item("changed", "3"), Events.Item("replaced", "4", "old"));

        Assert.Equal(
            ["Deleted gone 1", "Modified changed 5", "Deleted old 4", "Added new 6", "Added fresh 7"],
            Replace(Events.Item("same", "2"), Events.Item("changed", "5"), Events.Item("replaced", "6", "new"), Events.Item("fresh", "7")));
        Assert.Equal(4, _cache.Objects.Count);
    }

    [Fact]
    public void Event_of_another_uid_tells_of_two_objects()
    {
        Apply(WatchEventType.Added, Events.Item("p", "1", "old"));

        Assert.Equal(["Deleted old 1", "Added new 2"], Apply(WatchEventType.Added, Events.Item("p", "2", "new")));
        Assert.Empty(Apply(WatchEventType.Deleted, Events.Item("p", "3", "old")));
        Assert.Equal(["Deleted new 4"], Apply(WatchEventType.Deleted, Events.Item("p", "4", "new")));
        Assert.Empty(_cache.Objects);
    }

    [Fact]
    public void Event_of_what_is_known_already_tells_nothing()
    {
        Apply(WatchEventType.Added, Events.Item("p", "1"));

        Assert.Empty(Apply(WatchEventType.Added, Events.Item("p", "1")));
        Assert.Empty(Apply(WatchEventType.Deleted, Events.Item("other", "2")));
        Assert.Empty(Apply(WatchEventType.Bookmark, """{"metadata":{"resourceVersion":"3"}}"""));
        Assert.Single(_cache.Objects);
    }

    [Fact]
    public void Change_of_what_was_not_known_is_an_addition() =>
        Assert.Equal(["Added p 1"], Apply(WatchEventType.Modified, Events.Item("p", "1")));

    [Fact]
    public void Managed_fields_are_not_kept()
    {
        Apply(WatchEventType.Added, Events.Item("p", "1"));

        Assert.Equal(["name", "namespace", "uid", "resourceVersion"], _cache.Objects.Single()["metadata"]!.AsObject().Select(field => field.Key));
    }

    private List<string> Replace(params string[] items) => [.. _cache.Replace([.. items.Select(Parse)]).Select(Events.Describe)];

    private List<string> Apply(WatchEventType type, string item) => [.. _cache.Apply(new WatchEvent(type, Parse(item))).Select(Events.Describe)];

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
