using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>The classic Deployment template, with an image that the cluster has and a command that records its arguments on the disk.</summary>
public sealed class ClassicTemplateTests(ClusterFixture cluster)
{
    private const string Owner = "Al<i>ce \"Q\" O'Neil <alice@example.com>";

    private static readonly CallerIdentity s_caller = new("test", Owner) { BlessingNames = ["dev:alice", "dev:\"q\"\\"] };

    [ClusterFact]
    public async Task Create_classic_template_is_lifted_and_runs_with_its_disk()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var allocator = cluster.Allocate("classic", Template(), s_caller, options => options.Disk.Size = "32Mi");
        await using var handle = await allocator.CreateAsync(cancellationToken: cancellationToken);
        var mountName = $"{cluster.Namespace}/sb/{handle.Name}";

        var deployment = await cluster.Admin.GetJsonAsync("deployment.v1.apps", handle.Name);
        var selected = deployment["spec"]!["selector"]!["matchLabels"]!;
        Assert.Equal((handle.Name, handle.Name), (selected["application"]!.GetValue<string>(), selected["allocator.dev/instance"]!.GetValue<string>()));
        Assert.Equal(1, deployment["status"]!["readyReplicas"]!.GetValue<int>());
        var volume = deployment["spec"]!["template"]!["spec"]!["volumes"]![0]!;
        Assert.Equal(handle.Name, volume["persistentVolumeClaim"]!["claimName"]!.GetValue<string>());

        var creator = JsonNode.Parse(deployment["metadata"]!["annotations"]!["v.io/creator-info"]!.GetValue<string>())!;
        Assert.Equal((Owner, mountName), (creator["email"]!.GetValue<string>(), creator["mountName"]!.GetValue<string>()));
        Assert.Equal(s_caller.BlessingNames, creator["blessingNames"]!.AsArray().Select(name => name!.GetValue<string>()));

        // Without a probe it is ready before it has written them.
        string[] read = ["sh", "-c", "while ! test -s /data/arguments; do sleep 0.1; done; cat /data/arguments"];
        var arguments = (await handle.ExecAsync(read, cancellationToken: cancellationToken)).EnsureSuccess().StandardOutput.Split('\n');
        Assert.Equal([$"--name={mountName}", "--root-dir=/data/root"], arguments[..2]);
        var permissions = JsonNode.Parse(arguments[2]["--v23.permissions.literal=".Length..])!["Admin"]!;
        Assert.Equal(s_caller.BlessingNames, permissions["In"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Null(permissions["NotIn"]);

        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = true }, cancellationToken);
        await Eventually.EmptyAsync(() => cluster.Leftovers.OfInstanceAsync(cluster.Namespace, handle.Name));
        await Eventually.EmptyAsync(() => PersistentVolumes.OfInstanceAsync(cluster, handle.Name));
    }

    private static string Template() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "syncbased-deployment.json-template"))
        .Replace("b.gcr.io/vanadium-docker-images/syncbased:latest", "registry.local/busybox:1.35", StringComparison.Ordinal)
        .Replace("\"syncbased\",\n              \"--name", """
            "sh", "-c", "printf '%s\\n' \"$@\" > /data/arguments; trap exit TERM; sleep 3600 & wait", "syncbased",
                          "--name
            """, StringComparison.Ordinal);
}
