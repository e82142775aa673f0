using System.Net;
using System.Net.Sockets;

namespace Allocator.Embedded;

public sealed class EmbeddedClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kubeconfig_is_this_users_only_and_goes_with_the_cluster()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        var file = new FileInfo(cluster.Kubeconfig);

        Assert.Equal(cluster.KubeconfigText, await File.ReadAllTextAsync(cluster.Kubeconfig, Token));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, file.Directory!.UnixFileMode);
        }

        await cluster.DisposeAsync();
        Assert.False(Directory.Exists(file.DirectoryName));
        await cluster.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => cluster.AddUser("late"));
    }

    [Fact]
    public async Task Kubeconfig_names_the_namespace_which_is_there()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(new() { Namespace = "tests" }, Token);
        var connection = ClusterConnection.FromKubeconfig(cluster.Kubeconfig);
        await using var client = new ClusterClient(connection);

        var found = await client.GetAsync(new("", "v1", "Namespace", "namespaces", Namespaced: false), "", "tests", Token);

        Assert.Equal("tests", connection.Namespace);
        Assert.Equal("Active", found["status"]!["phase"]!.GetValue<string>());
    }

    [Fact]
    public async Task Two_clusters_know_nothing_of_each_other()
    {
        await using var first = await StartWithServerAsync();
        await using var second = await StartWithServerAsync();

        Assert.NotEqual(first.Address, second.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, await first.Cluster.Http(kubeconfig: Mixed(first.Cluster, second.Cluster)).StatusAsync(HttpMethod.Get, "/version"));
        Assert.Equal("80", await AskAsync(first.Address));
        Assert.Equal("80", await AskAsync(second.Address));
    }

    public static TheoryData<EmbeddedClusterOptions, string> Impossible => new()
    {
        { new() { TimeProvider = null! }, "TimeProvider" },
        { new() { Namespace = " " }, "Namespace" },
        { new() { Namespace = "Not_A_Name" }, "Namespace" },
        { new() { NodeProcessors = 0 }, "NodeProcessors" },
        { new() { NodeMemory = -1 }, "NodeMemory" },
        { new() { NodePods = 0 }, "NodePods" },
        { new() { LogCapacity = 0 }, "LogCapacity" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task Start_refuses_settings_that_are_not_possible(EmbeddedClusterOptions options, string setting)
    {
        var refusal = await Assert.ThrowsAnyAsync<ArgumentException>(() => EmbeddedCluster.StartAsync(options, Token));

        Assert.Equal(setting, refusal.ParamName);
    }

    [Fact]
    public async Task Add_user_refuses_empty_names_and_makes_a_user_who_may_nothing()
    {
        await using var cluster = await RunningCluster.StartAsync();

        Assert.Throws<ArgumentException>(() => cluster.Cluster.AddUser(" "));
        Assert.Throws<ArgumentException>(() => cluster.Cluster.AddUser("jane", "testers", ""));
        var jane = cluster.Http(kubeconfig: cluster.Cluster.AddUser("jane", "testers"));

        Assert.Equal(HttpStatusCode.Forbidden, await jane.StatusAsync(HttpMethod.Get, PlainRequests.ConfigMapsPath));
        Assert.Equal(HttpStatusCode.OK, await jane.StatusAsync(HttpMethod.Get, "/version"));
    }

    private static string Mixed(RunningCluster server, RunningCluster user)
    {
        var config = System.Text.Json.Nodes.JsonNode.Parse(server.Cluster.KubeconfigText)!;
        config["users"] = System.Text.Json.Nodes.JsonNode.Parse(user.Cluster.KubeconfigText)!["users"]!.DeepClone();
        return config.ToJsonString();
    }

    /// <summary>A cluster with a pod that serves port 80, as any number of pods may at once.</summary>
    private static async Task<ServingCluster> StartWithServerAsync()
    {
        var cluster = await RunningCluster.StartAsync();
        var address = new TaskCompletionSource<IPAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Cluster.Images.Add("server", async (container, stopping) =>
        {
            using var listener = new TcpListener(container.PodAddress, 80);
            listener.Start();
            address.SetResult(container.PodAddress);
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stopping);
                await client.GetStream().WriteAsync("80"u8.ToArray(), stopping);
            }
        });
        using var created = await cluster.Http().CreateAsync(
            "/api/v1/namespaces/default/pods", """{ "metadata": { "name": "web" }, "spec": { "containers": [ { "name": "main", "image": "server" } ] } }""");
        return new(cluster, await address.Task.WaitAsync(TimeSpan.FromMinutes(2), Token));
    }

    private static async Task<string> AskAsync(IPAddress address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, 80, Token);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Token);
    }

    private sealed record ServingCluster(RunningCluster Cluster, IPAddress Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
