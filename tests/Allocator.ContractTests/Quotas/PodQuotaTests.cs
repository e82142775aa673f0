namespace Allocator.Contract;

public sealed class PodQuotaTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Quota_on_pods_does_not_count_those_that_have_ended()
    {
        await ns.CreateAsync(Build.Quota("running", "pods", 1));
        await ns.UntilAsync("resourcequotas", "running", now => now.Text("status.used.pods") == "0");

        await ns.RunAsync(Build.Pod("ended", "true"));
        await ns.UntilAsync("resourcequotas", "running", now => now.Text("status.used.pods") == "0");
        await ns.UntilCreatedAsync(Build.Pod("running", "sleep 600"));
        var refused = await ns.PostAsync(Build.Pod("refused", "true"));

        refused.ExpectFailure(403, "Forbidden");
        Assert.Equal(
            "pods \"refused\" is forbidden: exceeded quota: running, requested: pods=1, used: pods=1, limited: pods=1", refused.Message);
    }
}
