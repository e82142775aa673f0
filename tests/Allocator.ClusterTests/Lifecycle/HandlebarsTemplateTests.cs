using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>A template of another language than Go's, chosen by its file's name.</summary>
public sealed class HandlebarsTemplateTests(ClusterFixture cluster) : IDisposable
{
    private const string Template = """
        {{!-- A server that sends back what it receives. --}}
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{Name}}
          annotations:
            greeting: {{json Parameters.greeting}}
            quoted: "to {{Parameters.greeting}}"
        spec:
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 0
          containers:
          - name: echo
            image: registry.local/busybox:1.35
            command: [nc, -ll, -p, "7000", -e, cat]
            ports: [{name: echo, containerPort: 7000}]
            readinessProbe: {tcpSocket: {port: echo}, periodSeconds: 1}
            resources: {requests: {cpu: 1m, memory: 4Mi} }
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.yaml.hbs");

    [ClusterFact]
    public async Task Create_from_a_Handlebars_file_serves_with_the_callers_values_in_their_places()
    {
        const string Greeting = "<\"world\"> \\: it's # {me}";
        var cancellationToken = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_path, Template, cancellationToken);
        await using var allocator = InstanceAllocator.Create(
            "life-handlebars",
            options =>
            {
                options.TemplatePath = _path;
                options.Parameters["greeting"] = "";
            },
            builder => builder.AddHandlebars().UseIdentity(new CallerIdentity("test", "somebody"))
                .Services.Configure<AllocatorOptions>(options => options.Kubeconfig = cluster.Kubeconfig));
        await using var handle = await allocator.CreateAsync(
            new CreateOptions { Parameters = new Dictionary<string, string> { ["greeting"] = Greeting } }, cancellationToken: cancellationToken);

        await using (var endpoint = await handle.ConnectAsync(cancellationToken: cancellationToken))
            Assert.Equal("over the wire", await Echo.ExchangeAsync(endpoint, "over the wire"));

        var annotations = (await cluster.Admin.GetJsonAsync("pod", handle.Name))["metadata"]!["annotations"]!;
        Assert.Equal((Greeting, $"to {Greeting}"), (annotations["greeting"]!.GetValue<string>(), annotations["quoted"]!.GetValue<string>()));
    }

    public void Dispose() => File.Delete(_path);
}
