using Microsoft.Extensions.Logging;

namespace Allocator.Tool;

/// <summary>Makes notices of the failures that the server's client logs, because it goes on after them.</summary>
internal sealed class ClientNotices(Notices notices) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && exception is not null)
            notices.Tell($"{formatter(state, exception)}. {exception.Message}", exception.Message);
    }

    public void Dispose()
    {
    }
}
