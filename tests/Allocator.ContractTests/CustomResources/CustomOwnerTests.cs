namespace Allocator.Contract;

/// <summary>A class of its own, because a garbage collector may look for new kinds only every half minute.</summary>
public sealed class CustomOwnerTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Dependents_of_a_custom_object_are_collected()
    {
        var kind = new CustomKind(ns.Cluster);
        await kind.CreateAsync(kind.Definition());
        var owner = await ns.CreateAsync(kind.Resource, kind.Object("owner"));
        await ns.CreateConfigMapAsync("dependent", metadata: Objects.OwnedBy(null, owner.Json));

        Assert.Equal("Success", (await ns.RemoveAsync(kind.Resource, "owner")).Expect(200).At("status"));

        await ns.UntilAbsentAsync("configmaps", "dependent");
        await kind.DeleteAsync();
    }
}
