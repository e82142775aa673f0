namespace Allocator.Server;

/// <summary>What the caller sent is not right. The message says what and how it should be.</summary>
internal sealed class RequestException(string message) : Exception(message)
{
    /// <summary>Checks a value by the library's own rule.</summary>
    /// <exception cref="RequestException">The library refuses it.</exception>
    public static void Check(Action rule)
    {
        try
        {
            rule();
        }
        catch (AllocatorException wrong)
        {
            throw new RequestException(wrong.Message);
        }
    }
}
