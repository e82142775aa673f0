using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Allocator.Bench.Traffic;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator.Bench.Load;

/// <summary>Records what one Create writes.</summary>
internal sealed class WriteRecorder
{
    private readonly ConcurrentQueue<RecordedWrite> _writes = new();

    public static async Task<RecordedCreate> RecordAsync(ClusterConnection connection, BenchService service, CancellationToken cancellationToken)
    {
        var recorder = new WriteRecorder();
        await using var allocator = InstanceAllocator.Create(service.Name, service.Configure, (IAllocatorBuilder builder) => builder.Services
            .AddSingleton(new ClusterClientOptions { WrapHandler = inner => new Handler(recorder) { InnerHandler = inner } })
            .Configure<AllocatorOptions>(options => (options.Connection, options.Identity) = (connection, service.Owner)));
        await using var instance = await allocator.CreateAsync(cancellationToken: cancellationToken);
        var writes = recorder._writes.ToList();
        var owner = JsonNode.Parse(writes[0].Body)!["metadata"]!["labels"]![Labels.Owner]!.GetValue<string>();
        var version = JsonNode.Parse(writes[^1].Body)!["metadata"]!["resourceVersion"]!.GetValue<string>();
        return new RecordedCreate(service.Name, instance.Name, owner, instance.Instance.Uid, version, writes);
    }

    private sealed class Handler(WriteRecorder recorder) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Get)
            {
                var body = await request.Content!.ReadAsStringAsync(cancellationToken);
                recorder._writes.Enqueue(new RecordedWrite(request.Method, request.RequestUri!.PathAndQuery, body, request.Content.Headers.ContentType!.MediaType!));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
