
namespace Allocator;

public sealed class DaemonTests(ServerFixture fixture)
{
    [Fact]
    public async Task Program_allocates_what_its_flags_say()
    {
        await using var app = global::Allocatord.Daemon.Build(
            [
                "--server-name=demo", $"--deployment-template={Path.Combine(AppContext.BaseDirectory, "echo.yaml.gotmpl")}", $"--kubeconfig={fixture.Cluster.Kubeconfig}", "--development=dora",
                "--server-disk-size=10Mi", "--shutdown-delay=00:00:00", "--urls=http://127.0.0.1:0",
            ],
            _ => null);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new ApiClient(new Uri(app.Urls.First()), _ => { });

        var name = await client.CreateAsync("demo");

        Assert.StartsWith("demo-", name, StringComparison.Ordinal);
        Assert.Equal("dora", (await client.GetAsync($"/v1/instances/{name}")).Json["owner"]!.GetValue<string>());
        Assert.Equal(1, (await client.GetAsync("/v1/services/demo")).Json["maxInstancesPerOwner"]!.GetValue<int>());
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
