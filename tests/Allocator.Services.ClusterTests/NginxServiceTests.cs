namespace Allocator;

public sealed class NginxServiceTests(ClusterFixture cluster)
{
    [RealClusterFact]
    public async Task Page_is_there_after_the_pod_was_replaced()
    {
        const string page = "<p title=\"a\">it's {here}</p>\n";
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var nginx = await ServiceInstance.CreateAsync(cluster, new NginxService(), ("image", "registry.local/nginx:1.22"), ("page", page));
        var address = new Uri(await nginx.Handle.GetConnectionStringAsync("http", cancellationToken));

        using (var client = new HttpClient())
            Assert.Equal(page, await client.GetStringAsync(address, cancellationToken));
        await nginx.ReplacePodAsync();

        using var later = new HttpClient();
        Assert.Equal(page, await later.GetStringAsync(address, cancellationToken));
    }

    [RealClusterFact]
    public async Task Configuration_says_what_it_answers()
    {
        const string configuration = "location /stock { default_type application/json; return 200 '{\"apples\":3}'; }\nlocation / { return 404; }";
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var nginx = await ServiceInstance.CreateAsync(cluster, new NginxService(), ("image", "registry.local/nginx:1.22"), ("configuration", configuration));
        using var client = new HttpClient { BaseAddress = new Uri(await nginx.Handle.GetConnectionStringAsync("http", cancellationToken)) };

        using var stock = await client.GetAsync(new Uri("/stock", UriKind.Relative), cancellationToken);

        Assert.Equal("application/json", stock.Content.Headers.ContentType?.MediaType);
        Assert.Equal("{\"apples\":3}", await stock.Content.ReadAsStringAsync(cancellationToken));
    }
}
