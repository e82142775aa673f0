using System.Net;
using System.Text;
using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

public sealed class UseKubernetesClientTests
{
    [Fact]
    public async Task Requests_go_through_the_clients_handlers_with_its_sign_in()
    {
        using var recorder = new RecordingHandler();
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1", AccessToken = "of-the-application" }, recorder);
        await using var provider = new ServiceCollection().AddAllocator().UseKubernetesClient(client).Services.BuildServiceProvider();
        var connection = provider.GetRequiredService<IOptions<AllocatorOptions>>().Value.Connection!;

        await using (var cluster = new ClusterClient(connection))
            await cluster.GetAsync(ResourceKind.Pod, "ns", "a", TestContext.Current.CancellationToken);

        Assert.Equal(["GET http://127.0.0.1:1/api/v1/namespaces/ns/pods/a Bearer of-the-application"], recorder.Requests);
        Assert.Equal("http://127.0.0.1:1 (the application's KubernetesClient)", connection.ToString());
        // The allocator's client is gone, the application's is not.
        using var answer = await client.HttpClient.GetAsync(new Uri("http://127.0.0.1:1/version"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Answers itself instead of sending on.</summary>
    private sealed class RecordingHandler : DelegatingHandler
    {
        public List<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization}");
            const string Pod = """{"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "a"}}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Pod, Encoding.UTF8, "application/json") });
        }
    }
}
