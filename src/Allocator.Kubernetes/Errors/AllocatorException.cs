namespace Allocator;

/// <summary>What Allocator throws when it cannot do what it was asked to do. The message says what happened, why, and what to do.</summary>
public class AllocatorException : Exception
{
    /// <summary>Makes the exception.</summary>
    public AllocatorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
