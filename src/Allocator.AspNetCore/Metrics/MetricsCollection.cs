using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Listens to the meters that are shown, from the host's start on.</summary>
internal sealed class MetricsCollection : IHostedService, IDisposable
{
    private static readonly string[] s_meters = [AllocatorTelemetry.Name, "Microsoft.AspNetCore.Hosting"];

    private readonly ConcurrentDictionary<Instrument, Measurements> _all = new();
    private readonly MeterListener _listener = new();
    private readonly HashSet<string> _meters;

    public MetricsCollection(IOptions<AllocatorServerOptions> options)
    {
        _meters = [.. options.Value.Meters.Count > 0 ? options.Value.Meters : s_meters];
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<double>(Record);
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, state) => Record(instrument, (double)value, tags, state));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What has been measured so far, by name.</summary>
    public IReadOnlyList<Metric> Read()
    {
        _listener.RecordObservableInstruments();
        var metrics = _all.Values.Select(measurements => measurements.Read()).Where(metric => metric.Series.Count > 0);
        return [.. metrics.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((Measurements)state!).Record(value, tags);

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!_meters.Contains(instrument.Meter.Name))
            return;
        var type = instrument.GetType() is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : null;
        var kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;
        var addsUp = type == typeof(Histogram<>) || type == typeof(Counter<>) || type == typeof(UpDownCounter<>);
        listener.EnableMeasurementEvents(instrument, _all.GetOrAdd(instrument, new Measurements(instrument, kind, addsUp)));
    }
}
