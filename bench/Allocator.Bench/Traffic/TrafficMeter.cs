using System.Net;

namespace Allocator.Bench.Traffic;

/// <summary>Counts what a client sends, retries included, and the bytes that come back, uncompressed and without those of watches.</summary>
internal sealed class TrafficMeter
{
    private readonly Lock _gate = new();
    private TrafficCount _count = new();

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new Handler(this) { InnerHandler = inner };

    /// <summary>What there was since the last call.</summary>
    public TrafficCount Take()
    {
        lock (_gate)
        {
            var taken = _count;
            _count = new TrafficCount();
            return taken;
        }
    }

    private void Add(Func<TrafficCount, TrafficCount> add)
    {
        lock (_gate)
            _count = add(_count);
    }

    private sealed class Handler(TrafficMeter meter) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = request.RequestUri!.Query;
            if (query.Contains("watch=true", StringComparison.Ordinal))
            {
                meter.Add(count => count with { Watches = count.Watches + 1 });
                return await base.SendAsync(request, cancellationToken);
            }

            var isSweep = IsSweep(Uri.UnescapeDataString(query));
            var isWrite = request.Method != HttpMethod.Get;
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var bytes = (await response.Content.ReadAsStreamAsync(cancellationToken)).Length;
            meter.Add(count => isSweep
                ? count with { Sweeps = count.Sweeps + 1, SweepBytes = count.SweepBytes + bytes }
                : count with
                {
                    Writes = count.Writes + (isWrite ? 1 : 0),
                    Reads = count.Reads + (isWrite ? 0 : 1),
                    Taken = count.Taken + (response.StatusCode == HttpStatusCode.Conflict ? 1 : 0),
                    Refused = count.Refused + (response.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0),
                    Bytes = count.Bytes + bytes,
                });
            return response;
        }

        /// <summary>A process' one look for what others left behind; who lists an owner's instances names the owner.</summary>
        private static bool IsSweep(string query) =>
            query.Contains($"{Labels.Role}={Labels.RootRole}", StringComparison.Ordinal) && !query.Contains($"{Labels.Owner}=", StringComparison.Ordinal);
    }
}
