namespace Allocator.Embedded;

/// <param name="Schema">Null if there are errors or unsupported keywords.</param>
/// <param name="Errors">What a real server refuses with 422.</param>
/// <param name="Unsupported">Paths of keywords that are valid, or of a newer version, and not implemented here: to be answered with 501.</param>
internal sealed record StructuralReading(StructuralSchema? Schema, IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Unsupported);
