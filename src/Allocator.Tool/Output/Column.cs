namespace Allocator.Tool;

/// <summary>A column of a table, and its colour on a terminal.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Colour">A colour's name as Spectre.Console has it; null for none.</param>
internal sealed record Column<T>(string Title, Func<T, string> Text, Func<T, string?>? Colour = null);
