using System.Threading.Channels;
using Allocator.Testing;
using Microsoft.Extensions.Logging;

namespace Allocator.Tests;

/// <summary>Tells a test when a client begins to wait before it sends again.</summary>
internal sealed class RetryLog : ILogger<ClusterClient>
{
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();

    /// <summary>Completes once the client waits on the clock.</summary>
    public async Task WaitsAsync(ManualTimeProvider clock)
    {
        await _messages.Reader.ReadAsync(TestContext.Current.CancellationToken);
        // The message comes just before the timer.
        while (clock.WaitingTimers == 0)
            await Task.Yield();
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _messages.Writer.TryWrite(formatter(state, exception));
}
