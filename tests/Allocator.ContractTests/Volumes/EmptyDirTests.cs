namespace Allocator.Contract;

public sealed class EmptyDirTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string Volume = """{"restartPolicy": "Never", "volumes": [{"name": "data", "emptyDir": {}}]}""";
    private const string Mount = """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""";

    [ContractFact]
    public async Task Empty_dir_is_shared_by_the_containers_of_a_pod()
    {
        var pod = Build.Pod("shared", "while ! test -s /data/file; do sleep 0.1; done; cat /data/file", Mount, Volume);
        pod["spec"]!["containers"]!.AsArray().Add(Build.Container(
            "echo from the other > /inbox/file", """{"name": "other", "volumeMounts": [{"name": "data", "mountPath": "/inbox"}]}"""));

        await ns.RunAsync(pod);

        Assert.Equal("from the other\n", await ns.LogAsync("shared", new() { Container = "main" }));
    }

    [ContractFact]
    public async Task Empty_dir_survives_the_restart_of_a_container()
    {
        var script = "echo started >> /data/starts; if test -f /data/again; then cat /data/starts; exit 0; fi; echo > /data/again; exit 1";

        var output = await ns.OutputAsync(Build.Pod("survives", script, Mount, Volume.Replace("Never", "OnFailure", StringComparison.Ordinal)));

        Assert.Equal("started\nstarted\n", output);
    }

    [ContractFact]
    public async Task Empty_dir_may_be_mounted_in_part()
    {
        var output = await ns.OutputAsync(Build.Pod("part", "echo text > /inside/file; cat /data/sub/file", """
            {"volumeMounts": [{"name": "data", "mountPath": "/data"}, {"name": "data", "mountPath": "/inside", "subPath": "sub"}]}
            """, Volume));

        Assert.Equal("text\n", output);
    }
}
