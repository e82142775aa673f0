using System.Text;

namespace Allocator;

/// <summary>What the caller grants to the instance, and the connection strings that a template declares.</summary>
public sealed class CredentialsTests(ClusterFixture cluster)
{
    private const string Password = "p4ss \"word\" ü";

    // The annotation is on an object that is not the server itself: any object may declare one.
    private const string Template = EchoTemplates.Pod + """

        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Name }}-links
          annotations:
            connection.allocator.dev/main: "echo://{secret:user}:{secret:password}@{host:echo}:{port:echo}"
            connection.allocator.dev/by-number: "{host:7000}:{port:7000}"
        """;

    private static readonly CallerIdentity s_caller = new("test", "granting")
    {
        Credentials = new Dictionary<string, string> { ["user"] = "alice", ["password"] = Password },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Credentials_are_in_the_instances_secret_and_nowhere_else()
    {
        await using var allocator = cluster.Allocate("cred-secret", EchoTemplates.ConfigMap, s_caller);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        Assert.Equal(s_caller.Credentials, await handle.GetSecretAsync(Token));
        var secret = await cluster.Admin.GetJsonAsync("secret", handle.Name);
        Assert.Equal(Password, Encoding.UTF8.GetString(Convert.FromBase64String(secret["data"]!["password"]!.GetValue<string>())));
        var root = await cluster.Admin.RunAsync("get", "lease", handle.Name, "-o", "yaml");
        Assert.DoesNotContain("p4ss", root, StringComparison.Ordinal);

        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, Token);
        Assert.Empty(await cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
    }

    [ClusterFact]
    public async Task GetSecretAsync_caller_that_grants_nothing_is_empty()
    {
        await using var allocator = cluster.Allocate("cred-none", EchoTemplates.ConfigMap);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        Assert.Empty(await handle.GetSecretAsync(Token));
    }

    [ClusterFact]
    public async Task GetConnectionStringAsync_fills_in_endpoints_and_secret_values()
    {
        await using var allocator = cluster.Allocate("cred-links", Template, s_caller);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        var link = await handle.GetConnectionStringAsync("main", Token);
        var address = (await handle.GetConnectionStringAsync("by-number", Token)).Split(':');

        Assert.StartsWith($"echo://alice:{Password}@127.0.0.1:", link, StringComparison.Ordinal);
        Assert.Equal("named", await Echo.ExchangeAsync("127.0.0.1", PortOf(link), "named"));
        Assert.Equal("numbered", await Echo.ExchangeAsync(address[0], PortOf(address[1]), "numbered"));
        Assert.Equal(link, await handle.GetConnectionStringAsync("main", Token));
    }

    [ClusterFact]
    public async Task GetConnectionStringAsync_unknown_name_lists_the_declared_ones()
    {
        await using var allocator = cluster.Allocate("cred-unknown", """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Name }}
              annotations:
                connection.allocator.dev/main: "{host:7000}"
            """);
        await using var handle = await allocator.CreateAsync(cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<AllocatorException>(() => handle.GetConnectionStringAsync("other", Token));

        Assert.Contains("(it declares: main)", failure.Message, StringComparison.Ordinal);
    }

    private static int PortOf(string link) => int.Parse(link.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
}
