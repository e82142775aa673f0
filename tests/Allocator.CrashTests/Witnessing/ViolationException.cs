namespace Allocator.Crashes;

/// <summary>Something happened that must never happen.</summary>
internal sealed class ViolationException(string message) : Exception(message);
