using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Allocator.Server;

/// <summary>Keeps, from the library's own measurements, what this process has done since it started and how many instances there were.</summary>
internal sealed class ServerHistory : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly HistoryLine _line;
    private readonly Dictionary<(string Service, string State), int> _instances = [];

    public ServerHistory(TimeProvider time)
    {
        _line = new HistoryLine(time);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AllocatorTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument.Name, value, tags));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public HistoryResource Read()
    {
        lock (_gate)
            return HistoryResource.Of(_line);
    }

    public void Dispose() => _listener.Dispose();

    private void Record(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        switch (instrument)
        {
            case AllocatorTelemetry.CreateDuration:
                RecordOutcome(Tag(tags, AllocatorTelemetry.OutcomeTag));
                break;
            case AllocatorTelemetry.PhaseDuration:
                var phase = Tag(tags, AllocatorTelemetry.PhaseTag);
                lock (_gate)
                    _line.Now.AddPhase(phase, value);
                break;
            case AllocatorTelemetry.Instances:
                RecordInstances(Tag(tags, AllocatorTelemetry.ServiceTag), Tag(tags, AllocatorTelemetry.StateTag), (int)value);
                break;
        }
    }

    private void RecordOutcome(string outcome)
    {
        lock (_gate)
        {
            if (outcome == AllocatorTelemetry.ReadyOutcome)
                _line.Now.AddCreated();
            else if (outcome != AllocatorTelemetry.ThereOutcome)
                _line.Now.AddFailure(outcome);
        }
    }

    private void RecordInstances(string service, string state, int count)
    {
        lock (_gate)
        {
            _instances[(service, state)] = count;
            _line.Now.Instances = _instances.GroupBy(one => one.Key.Service, one => one.Value, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Sum());
        }
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
                return tag.Value as string ?? "";
        }

        return "";
    }
}
