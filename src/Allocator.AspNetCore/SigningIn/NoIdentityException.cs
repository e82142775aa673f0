namespace Allocator.Server;

/// <summary>Who has signed in has no name by which instances could belong to somebody.</summary>
internal sealed class NoIdentityException(AllocatorException cause) : Exception(cause.Message, cause);
