using System.Text.Json.Nodes;

namespace Allocator;

public sealed class ApiDocumentTests(ServerFixture fixture)
{
    [Fact]
    public async Task Every_endpoint_is_in_it_with_summary_answer_and_problems()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();

        var described = paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")).Where(operation => !operation.StartsWith("CONNECT ", StringComparison.Ordinal));
        Assert.Equal(MappedEndpoints.All().Select(endpoint => $"{endpoint.Method} {endpoint.Pattern}").Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        Assert.All(paths.SelectMany(path => path.Value!.AsObject()), operation =>
        {
            Assert.NotEmpty(operation.Value!["summary"]!.GetValue<string>());
            var answers = operation.Value["responses"]!.AsObject();
            Assert.Contains(answers, answer => answer.Key[0] is '1' or '2');
            foreach (var status in (string[])["400", "401", "403", "500", "502", "503"])
                Assert.NotNull(answers[status]!["content"]!["application/problem+json"]!["schema"]);
        });
    }

    [Fact]
    public async Task Endpoints_of_one_instance_may_answer_that_there_is_none()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();

        var ofInstances = paths.Where(path => path.Key.Contains("{name}", StringComparison.Ordinal)).SelectMany(path => path.Value!.AsObject()).ToList();

        Assert.NotEmpty(ofInstances);
        Assert.All(ofInstances, operation => Assert.NotNull(operation.Value!["responses"]!["404"]));
    }

    [Fact]
    public async Task Schemas_have_words_for_states_and_numbers_for_durations()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.Contains("suspended", schemas["InstanceState"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()));
        var lease = schemas["CreateInstanceRequest"]!["properties"]!["lease"]!;
        Assert.Contains("number", lease["type"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("seconds", lease["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("number", schemas["Instance"]!["properties"]!["lease"]!["type"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<JsonNode> DocumentAsync()
    {
        using var alice = fixture.Server.ClientOf("openapi-alice");
        return (await alice.GetAsync("/openapi/v1.json")).Json;
    }
}
