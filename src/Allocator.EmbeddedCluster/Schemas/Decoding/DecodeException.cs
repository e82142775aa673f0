namespace Allocator.Embedded;

/// <summary>Ends one decoding at its first value of a wrong type; never leaves <see cref="ObjectSchema.Decode"/>.</summary>
internal sealed class DecodeException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}
