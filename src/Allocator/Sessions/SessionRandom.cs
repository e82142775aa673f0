namespace Allocator;

/// <summary>Takes the chance out of a session, for tests that repeat what has happened.</summary>
internal sealed record SessionRandom(Random Random);
