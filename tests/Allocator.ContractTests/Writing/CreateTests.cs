namespace Allocator.Contract;

public sealed class CreateTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Create_answers_201_with_the_object_and_its_identity()
    {
        var created = (await ns.PostAsync("configmaps", Objects.ConfigMap("identity", """{"data": {"a": "1"}}"""))).Expect(201);

        Assert.Equal(
            ("v1", "ConfigMap", ns.Name, "1"),
            (created.At("apiVersion"), created.At("kind"), created.At("metadata.namespace"), created.At("data.a")));
        Assert.True(Guid.TryParse(created.Uid, out _));
        Assert.True(ulong.Parse(created.ResourceVersion, null) > 0);
        Assert.EndsWith("Z", created.At("metadata.creationTimestamp"), StringComparison.Ordinal);
        Assert.Equal(created.Json.ToJsonString(), (await ns.ReadAsync("configmaps", "identity")).Json.ToJsonString());
    }

    [ContractFact]
    public async Task Create_sets_generation_1_only_for_kinds_that_count_generations()
    {
        var deployment = await ns.CreateAsync(Objects.Deployments, Objects.Deployment("generation"));
        var configMap = await ns.CreateConfigMapAsync("generation");
        var job = await ns.CreateAsync("batch/v1/jobs", Objects.Workload("Job", "generation"));

        Assert.Equal(("1", null, null), (deployment.At("metadata.generation"), configMap.At("metadata.generation"), job.At("metadata.generation")));
    }

    [ContractFact]
    public async Task Create_ignores_uid_creationTimestamp_and_deletionTimestamp_of_the_client()
    {
        var created = await ns.CreateConfigMapAsync("system-fields", metadata: """
            {"uid": "mine", "creationTimestamp": "2001-01-01T00:00:00Z", "deletionTimestamp": "2001-01-01T00:00:00Z", "deletionGracePeriodSeconds": 3}
            """);

        Assert.NotEqual("mine", created.Uid);
        Assert.False(created.At("metadata.creationTimestamp")!.StartsWith("2001", StringComparison.Ordinal));
        Assert.Equal((null, null), (created.At("metadata.deletionTimestamp"), created.At("metadata.deletionGracePeriodSeconds")));
    }

    [ContractFact]
    public async Task Create_of_a_name_that_exists_answers_409_AlreadyExists_with_its_name_and_resource()
    {
        await ns.CreateConfigMapAsync("twice");
        await ns.CreateLeaseAsync("twice");

        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("twice"))).ExpectFailure(409, "AlreadyExists");
        var grouped = (await ns.PostAsync(Objects.Leases, Objects.Lease("twice"))).ExpectFailure(409, "AlreadyExists");

        Assert.Equal("configmaps \"twice\" already exists", refused.Message);
        Assert.Equal(("twice", "configmaps", null), (refused.At("details.name"), refused.At("details.kind"), refused.At("details.group")));
        Assert.Equal("leases.coordination.k8s.io \"twice\" already exists", grouped.Message);
        Assert.Equal(("leases", "coordination.k8s.io"), (grouped.At("details.kind"), grouped.At("details.group")));
    }

    [ContractFact]
    public async Task Create_of_a_name_that_is_terminating_answers_409_AlreadyExists_and_says_so()
    {
        await ns.CreateConfigMapAsync("ending", metadata: """{"finalizers": ["contract.allocator.test/hold"]}""");
        (await ns.Api.DeleteAsync(ns.Path("configmaps", "ending"))).Expect(200);

        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("ending"))).ExpectFailure(409, "AlreadyExists");

        Assert.Equal("object is being deleted: configmaps \"ending\" already exists", refused.Message);
        (await ns.MergeAsync("configmaps", "ending", """{"metadata": {"finalizers": null}}""")).Expect(200);
    }

    [ContractFact]
    public async Task Create_with_generateName_answers_a_new_name_with_that_prefix_each_time()
    {
        var body = Objects.ConfigMap(null, metadata: """{"generateName": "some-"}""");

        var names = new[] { await ns.CreateAsync("configmaps", body), await ns.CreateAsync("configmaps", body) };

        Assert.All(names, answer => Assert.Matches("^some-[a-z0-9]{5}$", answer.At("metadata.name")));
        Assert.All(names, answer => Assert.Equal("some-", answer.At("metadata.generateName")));
        Assert.NotEqual(names[0].At("metadata.name"), names[1].At("metadata.name"));
        (await ns.ReadAsync("configmaps", names[0].At("metadata.name")!)).Expect(200);
    }

    [ContractFact]
    public async Task Create_with_name_and_generateName_takes_the_name()
    {
        var created = await ns.CreateConfigMapAsync("both", metadata: """{"generateName": "some-"}""");

        Assert.Equal(("both", "some-"), (created.At("metadata.name"), created.At("metadata.generateName")));
    }

    [ContractFact]
    public async Task Create_in_a_namespace_that_does_not_exist_answers_404_about_the_namespace()
    {
        var refused = (await ns.Api.PostAsync("api/v1/namespaces/no-such-namespace/configmaps", Objects.ConfigMap("a")))
            .ExpectFailure(404, "NotFound");

        Assert.Equal("namespaces \"no-such-namespace\" not found", refused.Message);
        Assert.Equal(("no-such-namespace", "namespaces"), (refused.At("details.name"), refused.At("details.kind")));
    }

    [ContractFact]
    public async Task Create_with_another_namespace_in_the_body_answers_400()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("a", metadata: """{"namespace": "other"}""")))
            .ExpectFailure(400, "BadRequest");

        Assert.Equal("the namespace of the provided object does not match the namespace sent on the request", refused.Message);
    }

    [ContractFact]
    public async Task Create_with_a_resourceVersion_is_refused()
    {
        var refused = (await ns.PostAsync("configmaps", Objects.ConfigMap("versioned", metadata: """{"resourceVersion": "1"}"""))).Expect(500);

        Assert.Equal("resourceVersion should not be set on objects to be created", refused.Message);
        (await ns.ReadAsync("configmaps", "versioned")).Expect(404);
    }

    [ContractFact]
    public async Task Create_of_a_dry_run_answers_201_with_uid_and_defaults_and_stores_nothing()
    {
        var created = (await ns.PostAsync($"{Objects.Deployments}?dryRun=All", Objects.Deployment("dry"))).Expect(201);

        Assert.True(Guid.TryParse(created.Uid, out _));
        Assert.Equal((null, "RollingUpdate"), (created.At("metadata.resourceVersion"), created.At("spec.strategy.type")));
        (await ns.ReadAsync(Objects.Deployments, "dry")).Expect(404);
    }

    [ContractFact]
    public async Task Create_of_a_dry_run_is_checked_like_any_other()
    {
        await ns.CreateConfigMapAsync("there");

        (await ns.PostAsync("configmaps?dryRun=All", Objects.ConfigMap("there"))).ExpectFailure(409, "AlreadyExists");
        (await ns.PostAsync("configmaps?dryRun=All", Objects.ConfigMap("Bad_Name"))).ExpectFailure(422, "Invalid");
        var refused = (await ns.PostAsync("configmaps?dryRun=Some", Objects.ConfigMap("other"))).ExpectFailure(422, "Invalid");
        Assert.Equal([("FieldValueNotSupported", "dryRun")], refused.Causes);
    }

    [ContractFact]
    public async Task Create_by_POST_to_an_object_or_to_all_namespaces_answers_405()
    {
        (await ns.Api.PostAsync(ns.Path("configmaps", "a"), Objects.ConfigMap("a"))).ExpectFailure(405, "MethodNotAllowed");
        var refused = (await ns.Api.PostAsync("api/v1/configmaps", Objects.ConfigMap("a"))).ExpectFailure(405, "MethodNotAllowed");

        Assert.Equal("the server does not allow this method on the requested resource", refused.Message);
    }
}
