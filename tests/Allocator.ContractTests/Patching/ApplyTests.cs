namespace Allocator.Contract;

/// <summary>Patches that the embedded cluster refuses.</summary>
public sealed class ApplyTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private Task<ApiAnswer> ApplyAsync(string name, string value, string query) => ns.Api.SendTextAsync(
        HttpMethod.Patch,
        $"{ns.Path("configmaps", name)}?{query}",
        Objects.ConfigMap(name, $$$"""{"data": {"a": "{{{value}}}"}}""").ToJsonString(),
        "application/apply-patch+yaml");

    [ContractFact]
    public Task Apply_creates_and_finds_conflicts_of_other_managers() => ns.Cluster.UnlessEmbeddedAsync("server-side apply", async () =>
    {
        (await ApplyAsync("apply", "1", "fieldManager=one")).Expect(201);
        (await ApplyAsync("apply", "1", "fieldManager=one")).Expect(200);

        var conflict = (await ApplyAsync("apply", "2", "fieldManager=two")).ExpectFailure(409, "Conflict");

        Assert.Equal("Apply failed with 1 conflict: conflict with \"one\": .data.a", conflict.Message);
        Assert.Equal("2", (await ApplyAsync("apply", "2", "fieldManager=two&force=true")).Expect(200).At("data.a"));
    });

    [ContractFact]
    public Task Strategic_merge_patch_merges_containers_by_name() => ns.Cluster.UnlessEmbeddedAsync("strategic merge patch", async () =>
    {
        var deployment = Objects.Deployment("strategic");
        deployment["spec"]!["template"]!["spec"]!["containers"] = """[{"name": "a", "image": "one"}, {"name": "b", "image": "two"}]""".ToArray();
        await ns.CreateAsync(Objects.Deployments, deployment);

        var patched = (await ns.Api.SendTextAsync(
            HttpMethod.Patch,
            ns.Path(Objects.Deployments, "strategic"),
            """{"spec": {"template": {"spec": {"containers": [{"name": "b", "image": "three"}]}}}}""",
            "application/strategic-merge-patch+json")).Expect(200);

        Assert.Equal(
            ["a=one", "b=three"],
            patched.Json.Node("spec.template.spec.containers")!.AsArray()
                .Select(container => $"{container.At("name")}={container.At("image")}").Order());
    });
}
