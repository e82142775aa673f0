namespace Allocator.Server;

/// <summary>The server is stopping and could not let a request end.</summary>
internal sealed class ShuttingDownException()
    : Exception(
        "The server is stopping and has ended this call; what it had begun to create is deleted. Repeat it: another replica takes it, with the same "
        + "Idempotency-Key for the same instance.");
