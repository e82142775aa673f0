using System.Net.WebSockets;

namespace Allocator.Embedded;

/// <summary>A connection of a client that carries several channels, whatever the protocol.</summary>
internal abstract class PodConnection : IDisposable
{
    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected PodConnection(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        TimeProvider = timeProvider;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Ended = _ended.Token;
    }

    /// <summary>Cancelled when the client has left, in order or not.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Ends when the client has left and all is read that it sent.</summary>
    public Task Left => _left.Task;

    protected TimeProvider TimeProvider { get; }

    /// <summary>Serves the client, and closes the connection in order when all is served.</summary>
    public async Task ServeAsync(Func<Task> serve)
    {
        var reading = ReadToEndAsync();
        try
        {
            await ServeClientAsync(serve).ConfigureAwait(false);
            // A socket that is closed while bytes arrive resets, and the client may lose what it has not read yet: so it closes first.
            await ((Task)reading.WaitAsync(s_linger, TimeProvider)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await _ended.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _ended.Dispose();

    /// <summary>Reads until the client leaves.</summary>
    protected abstract Task ReadAsync();

    /// <summary>Ends what is received on every channel.</summary>
    protected abstract ValueTask EndChannelsAsync();

    /// <summary>Tells the client that there is no more to come.</summary>
    protected abstract ValueTask CloseOutputAsync();

    /// <summary>Ends all, as the client does not take what it is sent.</summary>
    protected async ValueTask<IOException> BrokenAsync(Exception cause)
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        return new("The client has left.", cause);
    }

    private async Task ServeClientAsync(Func<Task> serve)
    {
        try
        {
            await serve().ConfigureAwait(false);
            await CloseOutputAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsLeaving(e) && Ended.IsCancellationRequested)
        {
            // There is nobody to be served.
        }
    }

    private async Task ReadToEndAsync()
    {
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsLeaving(e))
        {
            // It has left without a word, or there is no use in it any more.
        }
        finally
        {
            await EndChannelsAsync().ConfigureAwait(false);
            await _ended.CancelAsync().ConfigureAwait(false);
            _left.TrySetResult();
        }
    }

    private static bool IsLeaving(Exception e) => e is IOException or WebSocketException or OperationCanceledException;
}
