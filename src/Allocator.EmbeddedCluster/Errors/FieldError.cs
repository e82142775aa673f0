namespace Allocator.Embedded;

/// <summary>One cause of a refused object: the field's path, the reason as Kubernetes names it, and the message.</summary>
internal sealed record FieldError(string Field, string Reason, string Message);
