namespace Allocator;

/// <summary>Two users who send their requests in turns, so many of them at once.</summary>
internal sealed class Crowd(Caller one, Caller other, int requests, int atOnce)
{
    private readonly TaskCompletionSource[] _reached = [.. Enumerable.Range(0, requests + 1).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    private int _begun;
    private int _ended;

    public bool IsOver => _ended == requests;

    /// <summary>Returns when all are answered; fails with the first that is not as it should be.</summary>
    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => SendAsync()));

    /// <summary>Returns when so many are answered.</summary>
    public Task ReachedAsync(int number) => _reached[number].Task;

    private async Task SendAsync()
    {
        while (Interlocked.Increment(ref _begun) is var number && number <= requests)
        {
            var (caller, neighbour) = number % 2 == 0 ? (one, other) : (other, one);
            try
            {
                await caller.RunAsync(number, neighbour);
            }
            catch (Exception failure)
            {
                foreach (var reached in _reached)
                    reached.TrySetException(new InvalidOperationException($"Request {number} went wrong.", failure));
                throw;
            }

            _reached[Interlocked.Increment(ref _ended)].TrySetResult();
        }
    }
}
