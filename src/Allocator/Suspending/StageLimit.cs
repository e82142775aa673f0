namespace Allocator;

/// <summary>Bounds a part of an operation, and says what it was waiting for.</summary>
internal static class StageLimit
{
    /// <exception cref="AllocatorException">It took too long; the message is <paramref name="error"/>.</exception>
    public static async Task RunAsync(TimeProvider time, TimeSpan limit, Func<CancellationToken, Task> stage, Func<string> error, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await stage(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AllocatorException(error());
        }
    }
}
