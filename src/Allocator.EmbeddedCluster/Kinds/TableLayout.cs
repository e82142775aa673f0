using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>How objects of a kind are shown as rows: what <c>kubectl get</c> prints.</summary>
/// <param name="Columns">The columns, without the cells' values.</param>
/// <param name="Cells">The cells of an object.</param>
internal sealed record TableLayout(IReadOnlyList<TableColumn> Columns, Func<StoredObject, DateTimeOffset, IReadOnlyList<JsonNode?>> Cells);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Type">The OpenAPI type of its cells.</param>
/// <param name="Format">The OpenAPI format; <c>name</c> for the object's name.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Priority">0 if it is always shown; more if only in wide output.</param>
internal sealed record TableColumn(string Name, string Type = "string", string Format = "", string Description = "", int Priority = 0);
