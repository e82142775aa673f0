namespace Allocator.Contract;

public sealed class GetTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Get_of_an_absent_object_answers_404_with_its_name_and_resource()
    {
        var core = (await ns.ReadAsync("configmaps", "absent")).ExpectFailure(404, "NotFound");
        var grouped = (await ns.ReadAsync(Objects.Deployments, "absent")).ExpectFailure(404, "NotFound");

        Assert.Equal("configmaps \"absent\" not found", core.Message);
        Assert.Equal(("absent", "configmaps", null), (core.At("details.name"), core.At("details.kind"), core.At("details.group")));
        Assert.Equal("deployments.apps \"absent\" not found", grouped.Message);
        Assert.Equal(("absent", "deployments", "apps"), (grouped.At("details.name"), grouped.At("details.kind"), grouped.At("details.group")));
    }

    [ContractFact]
    public async Task Get_in_an_absent_namespace_answers_404_about_the_object()
    {
        var refused = (await ns.Api.GetAsync("api/v1/namespaces/no-such-namespace/configmaps/a")).ExpectFailure(404, "NotFound");

        Assert.Equal("configmaps \"a\" not found", refused.Message);
    }

    [ContractFact]
    public async Task Get_from_version_0_answers_the_object_once_it_is_known()
    {
        var created = await ns.CreateLeaseAsync("cached");

        var read = await ns.Api.UntilAsync($"{ns.Path(Objects.Leases, "cached")}?resourceVersion=0", answer => answer.Code == 200);

        Assert.Equal(created.Uid, read.Uid);
    }

    [ContractFact]
    public async Task Get_not_older_than_a_version_answers_at_least_that()
    {
        await ns.CreateLeaseAsync("fresh");
        var changed = (await ns.MergeAsync(Objects.Leases, "fresh", """{"spec": {"holderIdentity": "a"}}""")).Expect(200);

        Assert.Equal(
            "a", (await ns.ReadAsync(Objects.Leases, $"fresh?resourceVersion={changed.ResourceVersion}")).Expect(200).At("spec.holderIdentity"));
    }

    [ContractFact]
    public async Task Answers_have_a_Date()
    {
        var answer = (await ns.Api.GetAsync(ns.Path(Objects.Leases))).Expect(200);

        Assert.InRange(answer.Headers.Date!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    [ContractFact]
    public async Task Accept_of_a_media_type_that_cannot_be_had_answers_406()
    {
        (await ns.Api.GetAsync(ns.Path("configmaps"), ("Accept", "text/plain"))).ExpectFailure(406, "NotAcceptable");
        (await ns.Api.GetAsync(ns.Path("configmaps"), ("Accept", "*/*"))).Expect(200);
    }

    [ContractFact]
    public async Task Accept_of_a_Table_answers_columns_and_a_row_per_object()
    {
        await ns.CreateLeaseAsync("in-a-table", metadata: """{"labels": {"table": "1"}}""");

        var table = (await ns.Api.GetAsync(
            $"{ns.Path(Objects.Leases)}?labelSelector=table", ("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")))
                .Expect(200);

        Assert.Equal(("Table", "meta.k8s.io/v1"), (table.At("kind"), table.At("apiVersion")));
        Assert.Equal("Name", table.At("columnDefinitions.0.name"));
        Assert.Equal("in-a-table", table.At("rows.0.cells.0"));
        Assert.Equal(("PartialObjectMetadata", "in-a-table"), (table.At("rows.0.object.kind"), table.At("rows.0.object.metadata.name")));
        Assert.NotNull(table.At("metadata.resourceVersion"));
    }

    [ContractFact]
    public async Task Accept_of_metadata_alone_answers_PartialObjectMetadata()
    {
        await ns.CreateLeaseAsync("partial", """{"holderIdentity": "a"}""");

        await ns.Cluster.UnlessEmbeddedAsync("answers of metadata alone", async () =>
        {
            var read = (await ns.Api.GetAsync(
                ns.Path(Objects.Leases, "partial"), ("Accept", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"))).Expect(200);

            Assert.Equal(("PartialObjectMetadata", "meta.k8s.io/v1", null), (read.At("kind"), read.At("apiVersion"), read.At("spec")));
        });
    }
}
