using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The layouts that any kind may have, and what layouts are made of.</summary>
internal static class TableLayouts
{
    /// <summary>For kinds that say nothing else.</summary>
    public static TableLayout NameAndAge { get; } = new(
        [Name, new("Age", "date")],
        (obj, now) => [obj.Name, Ages.Since(obj, now)]);

    /// <summary>For built-in kinds that say nothing else.</summary>
    public static TableLayout NameAndTime { get; } = new(
        [Name, new("Created At", "date")],
        (obj, _) => [obj.Name, obj.Json.Member("metadata").Text("creationTimestamp")]);

    /// <summary>The first column of nearly all tables.</summary>
    public static TableColumn Name => new("Name", Format: "name");

    public static TableColumn Age => new("Age");

    /// <summary>Columns of texts.</summary>
    public static IEnumerable<TableColumn> Texts(params IEnumerable<string> names) => names.Select(name => new TableColumn(name));

    /// <summary>Columns of numbers.</summary>
    public static IEnumerable<TableColumn> Numbers(params IEnumerable<string> names) => names.Select(name => new TableColumn(name, "integer"));

    /// <summary>Columns of texts that only wide output shows.</summary>
    public static IEnumerable<TableColumn> Wide(params IEnumerable<string> names) => names.Select(name => new TableColumn(name, Priority: 1));

    /// <summary>A layout whose every object begins with its name.</summary>
    public static TableLayout Of(IEnumerable<TableColumn> columns, Func<StoredObject, DateTimeOffset, IReadOnlyList<JsonNode?>> cells) =>
        new([Name, .. columns], (obj, now) => [obj.Name, .. cells(obj, now)]);
}
