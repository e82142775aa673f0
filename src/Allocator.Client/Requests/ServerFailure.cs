namespace Allocator.Client;

/// <summary>A request that has failed: what its caller is to be told, and whether it may be repeated.</summary>
internal sealed class ServerFailure(Exception meaning, bool isPassing) : Exception(meaning.Message, meaning)
{
    public Exception Meaning => InnerException!;

    /// <summary>Whether the same request may be answered a moment later, by another replica for example.</summary>
    public bool IsPassing => isPassing;

    /// <summary>When the server wants to be asked again; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
