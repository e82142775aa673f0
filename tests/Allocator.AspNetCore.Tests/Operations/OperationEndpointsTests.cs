using System.Net;

namespace Allocator;

public sealed class OperationEndpointsTests(ServerFixture fixture)
{
    [Fact]
    public async Task Instance_is_suspended_resumed_and_reset()
    {
        using var alice = fixture.Server.ClientOf("operations-alice");
        var name = await alice.CreateAsync("echo");
        var password = await PasswordAsync(alice, name);

        Assert.Equal("suspended", await StateAfterAsync(alice, name, "suspend"));
        Assert.Equal("suspended", (await alice.GetAsync($"/v1/instances/{name}")).Json["state"]!.GetValue<string>());
        Assert.Equal("ready", await StateAfterAsync(alice, name, "resume"));
        Assert.Equal(password, await PasswordAsync(alice, name));
        Assert.Equal("ready", await StateAfterAsync(alice, name, "reset"));
        Assert.NotEqual(password, await PasswordAsync(alice, name));
    }

    [Fact]
    public async Task Instance_that_has_no_pods_cannot_be_reset()
    {
        using var alice = fixture.Server.ClientOf("operations-note");
        var name = await alice.CreateAsync("note");

        Assert.Equal("422 not-possible", (await alice.PostAsync($"/v1/instances/{name}/reset")).Problem);
    }

    [Fact]
    public async Task Renew_moves_the_end()
    {
        using var alice = fixture.Server.ClientOf("operations-renew");
        var name = await alice.CreateAsync("note", new { lease = 600 });
        await alice.PostAsync($"/v1/instances/{name}/keep", new { lifetime = 30 });
        var kept = await ExpiresAtAsync(alice, name);

        var answer = await alice.PostAsync($"/v1/instances/{name}/keep", new { lifetime = 3600 });
        var renewed = await alice.PostAsync($"/v1/instances/{name}/renew");

        Assert.Contains(name, answer.Json["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.InRange(answer.Json["instance"]!["expiresAt"]!.GetValue<DateTimeOffset>() - kept, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(65));
        Assert.Equal(HttpStatusCode.OK, renewed.Status);
        Assert.True(renewed.Json["expiresAt"]!.GetValue<DateTimeOffset>() > kept);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(1e9)]
    public async Task Keep_for_a_time_that_cannot_be_is_refused(double lifetime)
    {
        using var alice = fixture.Server.ClientOf("operations-keep");
        var name = await alice.CreateAsync("note");

        Assert.Equal("400 bad-request", (await alice.PostAsync($"/v1/instances/{name}/keep", new { lifetime })).Problem);
    }

    private static async Task<string> StateAfterAsync(ApiClient client, string name, string verb)
    {
        var answer = await client.PostAsync($"/v1/instances/{name}/{verb}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json["state"]!.GetValue<string>();
    }

    private static async Task<DateTimeOffset> ExpiresAtAsync(ApiClient client, string name) =>
        (await client.GetAsync($"/v1/instances/{name}")).Json["expiresAt"]!.GetValue<DateTimeOffset>();

    private static async Task<string> PasswordAsync(ApiClient client, string name) =>
        (await client.GetAsync($"/v1/instances/{name}/secret")).Json["values"]!["password"]!.GetValue<string>();
}
