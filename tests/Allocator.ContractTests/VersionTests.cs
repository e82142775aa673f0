namespace Allocator.Contract;

public sealed class VersionTests(ContractCluster cluster)
{
    [ContractFact]
    public async Task Version_is_that_of_an_api_server()
    {
        var version = (await cluster.Api.GetAsync("version")).Expect(200).Json;

        Assert.Equal("1", version["major"]!.GetValue<string>());
        Assert.StartsWith("v1.", version["gitVersion"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
