namespace Allocator.Contract;

/// <summary>The cluster answered 501.</summary>
public sealed class NotSupportedByClusterException(string message) : Exception(message);
