namespace Allocator.Server;

/// <summary>What the caller sent is not right. The message says what and how it should be.</summary>
internal sealed class RequestException(string message) : Exception(message);
