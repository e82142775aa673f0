namespace Allocator.Server;

/// <summary>A browser's request that another site may have made it send. The message says what to do.</summary>
internal sealed class AntiforgeryException(string message) : Exception(message);
