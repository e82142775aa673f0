using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

public sealed class AllocatorClientServiceCollectionExtensionsTests(ServerFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAllocatorClient_gives_allocators_directory_and_catalog()
    {
        await using var provider = new ServiceCollection()
            .AddAllocatorClient(options => (options.Server, options.DevelopmentUser) = (fixture.Server.Address, "registered"))
            .BuildServiceProvider();

        await using var handle = await provider.GetRequiredKeyedService<IInstanceAllocator>("note").CreateAsync(cancellationToken: Token);
        var listed = await provider.GetRequiredService<IInstanceDirectory>().ListAsync(Token).ToListAsync(Token);
        var echo = await provider.GetRequiredService<IServiceCatalog>().GetAsync("echo", Token);

        Assert.Equal("note", provider.GetRequiredKeyedService<IInstanceAllocator>("note").Service);
        Assert.Equal(handle.Name, Assert.Single(listed).Name);
        Assert.Equal("10Mi", echo.DiskSize);
        Assert.Equal(["full"], echo.ConnectionStrings);
    }

    [Fact]
    public async Task Catalog_has_all_services_with_their_limits()
    {
        await using var client = Clients.Of(fixture.Server, "catalog");

        var all = await client.Services.ListAsync(Token).ToListAsync(Token);

        var single = all.Single(service => service.Name == "single");
        Assert.Equal((1, TimeSpan.FromMinutes(10)), (single.MaxInstancesPerOwner, single.Lease));
        Assert.Equal(["none", "much"], all.Single(service => service.Name == "note").Parameters["text"].AllowedValues);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("/relative", null)]
    [InlineData("ftp://server", null)]
    [InlineData("https://server", "/some/file")]
    public void Create_with_settings_that_are_not_right_names_them(string? server, string? file)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => AllocatorClient.Create(options =>
        {
            options.Server = server is null ? null : new Uri(server, UriKind.RelativeOrAbsolute);
            (options.Token, options.TokenFile) = ("token", file);
        }));

        Assert.Contains(file is null ? "AllocatorClientOptions.Server" : "TokenFile", wrong.Message, StringComparison.Ordinal);
    }
}
