using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

public sealed class KeyRingCheckTests(ServerFixture fixture) : IAsyncLifetime
{
    private readonly ClusterClient _admin = new(ClusterConnection.FromKubeconfig(fixture.Cluster.Kubeconfig));
    private BrowserServers _servers = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _servers = await BrowserServers.StartAsync(fixture);

    public async ValueTask DisposeAsync()
    {
        await _servers.DisposeAsync();
        await _admin.DisposeAsync();
    }

    [Fact]
    public async Task Replicas_that_start_at_once_take_each_others_sessions()
    {
        var replicas = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _servers.StartServerAsync()));
        using var browser = new Browser(replicas[0].Address);

        foreach (var (one, other) in replicas.Zip([.. replicas[1..], replicas[0]]))
        {
            browser.Cookies.GetAllCookies().ToList().ForEach(cookie => cookie.Expired = true);
            browser.Server = one.Address;
            var callback = await browser.BeginSignInAsync();
            browser.Server = other.Address;
            Browser.Redirect(await browser.GetAsync(callback));
            foreach (var replica in replicas)
            {
                browser.Server = replica.Address;
                Assert.Equal("alice", (await browser.GetAsync("/v1/session")).Json["name"]!.GetValue<string>());
            }

            var token = (await browser.GetAsync("/v1/session")).Json["antiforgeryToken"]!.GetValue<string>();
            browser.Server = one.Address;
            Assert.Equal(System.Net.HttpStatusCode.NoContent, (await browser.SendAsync(HttpMethod.Post, "/signout", null, ("X-CSRF-TOKEN", token))).Status);
        }

        Assert.Single(await KeysAsync());
    }

    [Theory]
    [InlineData("get")]
    [InlineData("create")]
    [InlineData("patch")]
    public async Task Right_that_is_missing_is_named_at_start(string missing)
    {
        var user = $"no-{missing}";
        await GrantAsync(user, [.. ((string[])["get", "create", "patch"]).Where(verb => verb != missing)]);
        var connection = ClusterConnection.FromKubeconfigText(fixture.Cluster.AddUser(user));
        await using var app = RunningServer.Build(
            _servers.Configure, null, services => services.Configure<AllocatorOptions>(options => options.Connection = connection));

        var refusal = await Assert.ThrowsAsync<AccessDeniedException>(() => app.StartAsync(Token));

        Assert.Equal($"{missing} secrets", $"{refusal.Verb} {refusal.Resource}");
        Assert.Contains($"'{_servers.KeysSecret}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("docs/rbac/server.yaml", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_that_is_away_is_told_and_takes_no_session_away()
    {
        var server = await _servers.StartServerAsync(services: services =>
        {
            services.Configure<AllocatorOptions>(options => (options.Kubeconfig, options.Connection) = (null, ClusterConnection.ForToken(new Uri("https://127.0.0.1:1"), "none")));
            services.AddSingleton(new ClusterClientOptions { RetryTimeout = TimeSpan.FromMilliseconds(1) });
        });
        using var browser = new Browser(server.Address) { Session = "made with keys that cannot be read now" };

        var signIn = await browser.GetAsync("/signin");
        var session = await browser.GetAsync("/v1/session");

        Assert.Equal("503 cluster-unavailable", signIn.Problem);
        Assert.Equal("401 sign-in", session.Problem);
        Assert.NotNull(browser.Session);
    }

    [Fact]
    public async Task Rights_of_the_documentation_are_enough()
    {
        await GrantAsync("just-enough", ["get", "create", "patch"]);
        var connection = ClusterConnection.FromKubeconfigText(fixture.Cluster.AddUser("just-enough"));
        var server = await _servers.StartServerAsync(services: services => services.Configure<AllocatorOptions>(options => (options.Kubeconfig, options.Connection) = (null, connection)));
        using var browser = new Browser(server.Address);

        await browser.SignInAsync();

        Assert.Equal("alice", (await browser.GetAsync("/v1/session")).Json["name"]!.GetValue<string>());
        Assert.Single(await KeysAsync());
    }

    [Fact]
    public async Task Host_that_keeps_its_keys_elsewhere_goes_on_to()
    {
        var folder = Directory.CreateTempSubdirectory("keys-");
        var server = await _servers.StartServerAsync(services: services => services.AddDataProtection().PersistKeysToFileSystem(folder));
        using var browser = new Browser(server.Address);

        await browser.SignInAsync();

        Assert.Equal("alice", (await browser.GetAsync("/v1/session")).Json["name"]!.GetValue<string>());
        Assert.Single(folder.GetFiles());
        Assert.Empty(await KeysAsync());
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Server_without_browsers_writes_no_Secret()
    {
        await using var server = await RunningServer.StartAsync(fixture.Cluster, options =>
        {
            options.Development.Enabled = true;
            options.OpenIdConnect.KeysSecret = _servers.KeysSecret;
        });
        using var client = server.ClientWith(null);
        Assert.Equal("developer", (await client.GetAsync("/v1/session")).Json["name"]!.GetValue<string>());

        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task Instances_that_go_leave_the_keys()
    {
        var server = await _servers.StartServerAsync();
        using var browser = new Browser(server.Address);
        await browser.SignInAsync();
        var name = (await browser.PostAsync("/v1/services/note/instances")).Json["name"]!.GetValue<string>();

        await browser.PostAsync($"/v1/instances/{name}/destroy?wait=true");
        await server.App.Services.GetRequiredService<AllocatorReaper>().ReapAsync(Token);

        Assert.Single(await KeysAsync());
    }

    private async Task<IReadOnlyList<string>> KeysAsync()
    {
        try
        {
            var secret = await _admin.GetAsync(ResourceKind.Secret, "default", _servers.KeysSecret, Token);
            return [.. secret["data"]!.AsObject().Select(entry => entry.Key)];
        }
        catch (KubernetesException absent) when (absent.IsNotFound)
        {
            return [];
        }
    }

    private async Task GrantAsync(string user, string[] verbs)
    {
        const string group = "rbac.authorization.k8s.io";
        await _admin.CreateAsync(new ResourceKind(group, "v1", "Role", "roles", Namespaced: true), "default", new JsonObject
        {
            ["apiVersion"] = $"{group}/v1",
            ["kind"] = "Role",
            ["metadata"] = new JsonObject { ["name"] = user },
            ["rules"] = new JsonArray(new JsonObject
            {
                ["apiGroups"] = new JsonArray(""),
                ["resources"] = new JsonArray("secrets"),
                ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
            }),
        }, null, Token);
        await _admin.CreateAsync(new ResourceKind(group, "v1", "RoleBinding", "rolebindings", Namespaced: true), "default", new JsonObject
        {
            ["apiVersion"] = $"{group}/v1",
            ["kind"] = "RoleBinding",
            ["metadata"] = new JsonObject { ["name"] = user },
            ["roleRef"] = new JsonObject { ["apiGroup"] = group, ["kind"] = "Role", ["name"] = user },
            ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = group, ["kind"] = "User", ["name"] = user }),
        }, null, Token);
    }
}
