namespace Allocator.Tests;

/// <summary>Lines and lists as an API server writes them.</summary>
internal static class Events
{
    public static string Item(string name, string version, string? uid = null) => $$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","namespace":"ns","uid":"{{uid ?? name}}","resourceVersion":"{{version}}",
        "managedFields":[{"manager":"m"}]} }
        """.ReplaceLineEndings("");

    public static string List(string version, params string[] items) =>
        $$$"""{"kind":"PodList","metadata":{"resourceVersion":"{{{version}}}"},"items":[{{{string.Join(',', items)}}}]}""";

    public static string Line(string type, string item) => $$"""{"type":"{{type}}","object":{{item}}}""" + "\n";

    public static string Added(string name, string version, string? uid = null) => Line("ADDED", Item(name, version, uid));

    public static string Modified(string name, string version, string? uid = null) => Line("MODIFIED", Item(name, version, uid));

    public static string Deleted(string name, string version, string? uid = null) => Line("DELETED", Item(name, version, uid));

    public static string Bookmark(string version) => Line("BOOKMARK", $$$"""{"kind":"Pod","metadata":{"resourceVersion":"{{{version}}}"}}""");

    public static string Gone { get; } =
        Line("ERROR", """{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version: 1 (9)"}""");

    /// <summary>An event as a test compares it: <c>Added a 7</c>.</summary>
    public static string Describe(ResourceWatchEvent change) =>
        $"{change.Change} {change.Item.Text("metadata", "uid")} {change.Item.Text("metadata", "resourceVersion")}";
}
