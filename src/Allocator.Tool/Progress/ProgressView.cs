using System.CommandLine;

namespace Allocator.Tool;

/// <summary>Shows on the error output how far an instance is while something is done to it.</summary>
internal static class ProgressView
{
    public static async Task<T> ShowAsync<T>(
        ParseResult given, Backend backend, Func<IProgress<InstanceProgress>, Task<T>> operation, CancellationToken cancellationToken)
    {
        if (Terminal.IsLive(given.Error()))
            return await LiveProgress.ShowAsync(given.Error(), backend, operation, cancellationToken);
        var lines = new ProgressLines(given.Error());
        await using var events = new EventTail(backend.Instances, lines.Report);
        return await operation(new Fork(lines.Report, events.Follow));
    }

    public static Task ShowAsync(ParseResult given, Backend backend, Func<IProgress<InstanceProgress>, Task> operation, CancellationToken cancellationToken) => ShowAsync(
        given,
        backend,
        async progress =>
        {
            await operation(progress);
            return true;
        },
        cancellationToken);

    /// <summary>Tells one report to several, on the caller's thread.</summary>
    internal sealed class Fork(params Action<InstanceProgress>[] listeners) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value)
        {
            foreach (var listener in listeners)
                listener(value);
        }
    }
}
