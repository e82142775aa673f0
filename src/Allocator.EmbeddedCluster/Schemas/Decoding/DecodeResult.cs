namespace Allocator.Embedded;

/// <param name="UnknownFields">Paths of the fields that were dropped, such as <c>spec.template.spec.containers[0].imagee</c>.</param>
/// <param name="Error">Why the object is refused with 400 BadRequest; null if it is not.</param>
internal sealed record DecodeResult(IReadOnlyList<string> UnknownFields, DecodeError? Error);

/// <param name="Field">The JSON path of the refused value.</param>
/// <param name="Message">The message of the whole Status.</param>
internal sealed record DecodeError(string Field, string Message);
