namespace Allocator;

public sealed class ServiceEndpointsTests(ServerFixture fixture)
{
    [Fact]
    public async Task Services_are_listed_by_name()
    {
        using var alice = fixture.Server.ClientOf("services-alice");

        var services = (await alice.GetAsync("/v1/services")).Json["items"]!.AsArray().Select(service => service!["name"]!.GetValue<string>());

        Assert.Equal(["broken", "crooked", "echo", "greeter", "note", "single", "talker", "waiting"], services);
    }

    [Fact]
    public async Task Service_tells_its_limits_times_and_parameters()
    {
        using var alice = fixture.Server.ClientOf("services-alice");

        var note = (await alice.GetAsync("/v1/services/note")).Json;
        var single = (await alice.GetAsync("/v1/services/single")).Json;

        Assert.Equal("string", note["parameters"]!["text"]!["type"]!.GetValue<string>());
        Assert.Equal("What is noted.", note["parameters"]!["text"]!["description"]!.GetValue<string>());
        Assert.Equal(["none", "much"], note["parameters"]!["text"]!["allowedValues"]!.AsArray().Select(value => value!.GetValue<string>()));
        Assert.Null(note["maxInstancesPerOwner"]);
        Assert.Equal(1, single["maxInstancesPerOwner"]!.GetValue<int>());
        Assert.Equal(600, single["lease"]!.GetValue<double>());
    }

    [Fact]
    public async Task Service_that_is_not_there_is_not_found()
    {
        using var alice = fixture.Server.ClientOf("services-alice");

        Assert.Equal("404 service-not-found", (await alice.GetAsync("/v1/services/nothing")).Problem);
    }
}
