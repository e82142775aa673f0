using System.Text;

namespace Allocator;

public sealed class ReachingEndpointsTests(ServerFixture fixture)
{
    [Fact]
    public async Task Ports_have_their_address_in_the_cluster()
    {
        using var alice = fixture.Server.ClientOf("reach-ports");
        var name = await alice.CreateAsync("echo");

        var port = Assert.Single((await alice.GetAsync($"/v1/instances/{name}/ports")).Json["items"]!.AsArray())!;

        Assert.Equal("echo", port["name"]!.GetValue<string>());
        Assert.Equal(7000, port["number"]!.GetValue<int>());
        Assert.StartsWith("127.", port["clusterHost"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_gives_exit_code_and_output()
    {
        using var alice = fixture.Server.ClientOf("reach-exec");
        var name = await alice.CreateAsync("echo");
        string[] command = ["sh", "-c", "head -c 5; echo oops >&2; exit 3"];

        var answer = await alice.PostAsync($"/v1/instances/{name}/exec", new { command, standardInput = Convert.ToBase64String("hello"u8) });

        Assert.Equal(3, answer.Json["exitCode"]!.GetValue<int>());
        Assert.Equal("hello", Decode(answer.Json["standardOutput"]!.GetValue<string>()));
        Assert.Equal("oops\n", Decode(answer.Json["standardError"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Exec_without_a_program_is_refused()
    {
        using var alice = fixture.Server.ClientOf("reach-exec");
        var name = await alice.CreateAsync("note");

        Assert.Equal("400 bad-request", (await alice.PostAsync($"/v1/instances/{name}/exec", new { command = Array.Empty<string>() })).Problem);
        Assert.Equal("400 bad-request", (await alice.PostAsync($"/v1/instances/{name}/exec", new { })).Problem);
    }

    [Fact]
    public async Task Connection_strings_come_with_what_fills_them_in()
    {
        using var alice = fixture.Server.ClientOf("reach-strings");
        var name = await alice.CreateAsync("echo");
        var password = (await alice.GetAsync($"/v1/instances/{name}/secret")).Json["values"]!["password"]!.GetValue<string>();
        var port = (await alice.GetAsync($"/v1/instances/{name}/ports")).Json["items"]![0]!;

        var full = (await alice.GetAsync($"/v1/instances/{name}/connection-strings")).Json["items"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == "full")!;

        Assert.Equal("echo://user:{secret:password}@{host:echo}:{port:7000}", full["template"]!.GetValue<string>());
        Assert.Equal(["echo", "7000"], full["ports"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.Equal(password, full["secrets"]!["password"]!.GetValue<string>());
        Assert.Equal($"echo://user:{password}@{port["clusterHost"]}:{port["clusterPort"]}", full["clusterValue"]!.GetValue<string>());
    }

    [Fact]
    public async Task Connection_strings_without_secrets_keep_their_placeholders()
    {
        using var alice = fixture.Server.ClientOf("reaching-masked");
        var name = await alice.CreateAsync("echo");
        var port = (await alice.GetAsync($"/v1/instances/{name}/ports")).Json["items"]![0]!;

        var full = (await alice.GetAsync($"/v1/instances/{name}/connection-strings?secrets=false")).Json["items"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == "full")!;

        Assert.Empty(full["secrets"]!.AsObject());
        Assert.Equal($"echo://user:{{secret:password}}@{port["clusterHost"]}:{port["clusterPort"]}", full["clusterValue"]!.GetValue<string>());
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
