namespace Allocator.Contract;

public sealed class CreateBodyTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private string Path => ns.Path("configmaps");

    [ContractFact]
    public async Task Body_of_another_kind_answers_400()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.Secret("a", "{}"))).ExpectFailure(400, "BadRequest");

        Assert.StartsWith("Secret in version \"v1\" cannot be handled as a ConfigMap", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Body_of_another_version_answers_400()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.Of("v2", "ConfigMap", "a"))).ExpectFailure(400, "BadRequest");

        Assert.StartsWith("ConfigMap in version \"v2\" cannot be handled as a ConfigMap", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Body_without_kind_and_apiVersion_is_taken_for_the_kind_of_the_path()
    {
        var created = await ns.CreateAsync("configmaps", """{"metadata": {"name": "bare"}}""".ToObject());

        Assert.Equal(("v1", "ConfigMap"), (created.At("apiVersion"), created.At("kind")));
    }

    [ContractFact]
    public async Task Body_with_unknown_fields_is_stored_without_them()
    {
        var created = await ns.CreateConfigMapAsync("unknown", """{"data": {"a": "1"}, "unknown": {"b": 2}}""", """{"unheardOf": 1}""");

        Assert.Equal(("1", null, null), (created.At("data.a"), created.At("unknown"), created.At("metadata.unheardOf")));
    }

    [ContractFact]
    public async Task Body_with_a_value_of_another_type_answers_400_that_names_the_field()
    {
        var number = (await ns.PostAsync("configmaps", Objects.ConfigMap("typed", """{"data": {"a": 1}}"""))).ExpectFailure(400, "BadRequest");
        var text = (await ns.PostAsync("configmaps", Objects.ConfigMap("typed", """{"data": "a"}"""))).ExpectFailure(400, "BadRequest");

        Assert.All([number, text], refused => Assert.StartsWith(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: v1.ConfigMap.Data: ", refused.Message, StringComparison.Ordinal));
    }

    [ContractFact]
    public async Task Body_that_is_no_JSON_object_answers_400()
    {
        foreach (var text in new[] { "{\"a\":", "[]", "\"a\"", "" })
            (await ns.Api.SendTextAsync(HttpMethod.Post, Path, text)).ExpectFailure(400, "BadRequest");
    }

    [ContractFact]
    public async Task Body_that_is_absent_answers_400()
    {
        var refused = (await ns.Api.SendAsync(HttpMethod.Post, Path, cancellationToken: TestContext.Current.CancellationToken))
            .ExpectFailure(400, "BadRequest");

        Assert.StartsWith("the object provided is unrecognized (must be of type ConfigMap)", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Body_of_an_unknown_media_type_answers_415()
    {
        var refused = (await ns.Api.SendTextAsync(HttpMethod.Post, Path, "a=b", "text/plain")).ExpectFailure(415, "UnsupportedMediaType");

        Assert.StartsWith(
            "the body of the request was in an unknown format - accepted media types include: application/json",
            refused.Message,
            StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Body_without_media_type_is_taken_for_JSON() =>
        (await ns.Api.SendTextAsync(HttpMethod.Post, Path, Objects.ConfigMap("untyped").ToJsonString(), null)).Expect(201);

    [ContractFact]
    public async Task Body_in_YAML_is_understood() => await ns.Cluster.UnlessEmbeddedAsync("bodies in YAML", async () =>
    {
        var created = await ns.Api.SendTextAsync(
            HttpMethod.Post, Path, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: b}\n", "application/yaml");

        Assert.Equal("b", created.Expect(201).At("data.a"));
    });

    [ContractFact]
    public async Task Body_with_a_status_is_stored_without_it_if_the_kind_has_a_status_subresource()
    {
        var deployment = Objects.Deployment("status");
        deployment["status"] = """{"replicas": 5, "observedGeneration": 9}""".ToObject();

        var created = await ns.CreateAsync(Objects.Deployments, deployment);
        var pod = await ns.CreateAsync("pods", Objects.Pod("status", """{"status": {"phase": "Succeeded"}}"""));

        Assert.Equal((null, null), (created.At("status.replicas"), created.At("status.observedGeneration")));
        Assert.Equal("Pending", pod.At("status.phase"));
    }
}
