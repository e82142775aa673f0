namespace Allocator.Tool;

/// <summary>Reads the events of an instance that is being waited for, every other second, and tells each new one.</summary>
internal sealed class EventTail(IInstanceDirectory instances, Action<InstanceEvent> report) : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<(string, string, string)> _seen = [];
    private Task? _reading;

    /// <summary>Begins with the first report of a wait for an instance.</summary>
    public void Follow(InstanceProgress progress)
    {
        if (progress is { Phase: InstancePhase.Waiting, InstanceName: { } name })
            _reading ??= ReadAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_reading is not null)
            await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(string name)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_interval, TimeProvider.System, _stop.Token);
                await using var instance = await instances.OpenAsync(name, _stop.Token);
                foreach (var seen in (await instance.ReadEventsAsync(_stop.Token)).Reverse())
                {
                    if (_seen.Add((seen.Subject, seen.Reason, seen.Message)))
                        report(seen);
                }
            }
        }
        catch (Exception ended) when (ended is AllocatorException or KubernetesException or OperationCanceledException)
        {
            // Without events the wait tells less, but goes on.
        }
    }
}
