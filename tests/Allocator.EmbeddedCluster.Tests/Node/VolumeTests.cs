namespace Allocator.Embedded;

public sealed class VolumeTests
{
    private ContainerContext? _seen;

    [Fact]
    public async Task Files_of_objects_are_where_they_are_mounted()
    {
        await using var cluster = await StartAsync(NodeHarness.Options with { Tokens = (pod, audience, lifetime) => $"{pod.Name}/{audience}/{lifetime.TotalSeconds}" });
        cluster.Create(ResourceTypes.ConfigMaps, "cm", """{ "data": { "a.conf": "text", "b": "other" }, "binaryData": { "c": "AAE=" } }""");
        cluster.Create(ResourceTypes.Secrets, "s", """{ "data": { "password": "c2VjcmV0" } }""");

        cluster.CreatePod("web", "seen", """
            "volumeMounts": [
              { "name": "cm", "mountPath": "/etc/web" }, { "name": "some", "mountPath": "/etc/some/" }, { "name": "s", "mountPath": "/secret" },
              { "name": "tmp", "mountPath": "/data", "subPath": "deep/er" }, { "name": "all", "mountPath": "/all" },
              { "name": "opt", "mountPath": "/opt/none" }
            ]
            """, """
            "serviceAccountName": "default",
            "volumes": [
              { "name": "cm", "configMap": { "name": "cm" } },
              { "name": "some", "configMap": { "name": "cm", "items": [ { "key": "b", "path": "x/y", "mode": 256 } ] } },
              { "name": "s", "secret": { "secretName": "s", "defaultMode": 384 } },
              { "name": "tmp", "emptyDir": {} },
              { "name": "opt", "configMap": { "name": "absent", "optional": true } },
              { "name": "all", "projected": { "sources": [
                { "secret": { "name": "s" } }, { "configMap": { "name": "cm", "items": [ { "key": "b", "path": "b" } ] } },
                { "downwardAPI": { "items": [ { "path": "name", "fieldRef": { "fieldPath": "metadata.name" } } ] } },
                { "serviceAccountToken": { "path": "token", "audience": "me", "expirationSeconds": 600 } } ] } }
            ]
            """);
        await cluster.UntilPhaseAsync("web", "Running");

        Assert.Equal("text", Read("/etc/web/a.conf"));
        Assert.Equal([0, 1], await File.ReadAllBytesAsync(_seen!.HostPath("/etc/web/c"), TestContext.Current.CancellationToken));
        Assert.Equal("other", Read("/etc/some/x/y"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(_seen.HostPath("/etc/some/x/y")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_seen.HostPath("/secret/password")));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_seen.HostPath("/data")));
        Assert.Empty(Directory.GetFileSystemEntries(_seen.HostPath("/opt/none")));
        Assert.Equal(("secret", "other", "web", "web/me/600"), (Read("/all/password"), Read("/all/b"), Read("/all/name"), Read("/all/token")));
        var outside = Assert.Throws<ArgumentException>(() => _seen.HostPath("/etc/passwd"));
        Assert.Contains(
            "Mounts are: /all, /data, /dev/termination-log, /etc/some, /etc/web, /opt/none, /secret", outside.Message, StringComparison.Ordinal);
        Assert.Empty(cluster.Failures);
    }

    [Fact]
    public async Task A_projected_token_is_renewed_when_most_of_its_time_is_over()
    {
        var issued = 0;
        await using var cluster = await StartAsync(NodeHarness.Options with { Tokens = (_, _, _) => $"token {++issued}" });
        cluster.CreatePod("web", "seen", """ "volumeMounts": [ { "name": "t", "mountPath": "/t" } ] """, """
            "serviceAccountName": "default", "volumes": [ { "name": "t", "projected": { "sources": [ { "serviceAccountToken": { "path": "token", "expirationSeconds": 1000 } } ] } } ]
            """);
        await cluster.UntilPhaseAsync("web", "Running");
        await cluster.WaitForTimersAsync(1);

        cluster.Time.Advance(TimeSpan.FromSeconds(799));
        Assert.Equal("token 1", Read("/t/token"));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("token 2", Read("/t/token"));
    }

    [Theory]
    [InlineData("""{ "configMap": { "name": "late" } }""", "configmap \"late\" not found")]
    [InlineData("""{ "secret": { "secretName": "late" } }""", "secret \"late\" not found")]
    public async Task A_missing_object_keeps_the_pod_creating_until_it_comes(string source, string message)
    {
        await using var cluster = await StartAsync();

        cluster.CreatePod("web", "seen", """ "volumeMounts": [ { "name": "d", "mountPath": "/d" } ] """, $$"""
            "volumes": [ { "name": "d", {{source.Trim()[1..]}} ]
            """);
        var told = await cluster.UntilEventAsync("web", "FailedMount");

        Assert.Equal($"MountVolume.SetUp failed for volume \"d\" : {message}", told.Text("message"));
        Assert.False(told.Member("involvedObject").Has("fieldPath"));
        await cluster.UntilWaitingAsync("web", "ContainerCreating");

        cluster.Create(ResourceTypes.Secrets, "late", """{ "data": { } }""");
        cluster.Create(ResourceTypes.ConfigMaps, "late", """{ "data": { } }""");
        await cluster.UntilPhaseAsync("web", "Running");
    }

    [Fact]
    public async Task A_missing_key_is_named()
    {
        await using var cluster = await StartAsync();
        cluster.Create(ResourceTypes.ConfigMaps, "cm", """{ "data": { } }""");

        cluster.CreatePod("web", "seen", spec: """
            "volumes": [ { "name": "d", "configMap": { "name": "cm", "items": [ { "key": "zz", "path": "p" } ] } } ]
            """);
        var told = await cluster.UntilEventAsync("web", "FailedMount");

        Assert.Equal("MountVolume.SetUp failed for volume \"d\" : configmap references non-existent config key: zz", told.Text("message"));
    }

    [Fact]
    public async Task A_claims_files_outlive_its_pods_and_go_with_the_volume()
    {
        await using var cluster = await StartAsync();
        cluster.CreateVolume("pv");
        var claim = cluster.CreateClaim("data", """ "volumeName": "pv", """);
        cluster.Core.Operations.SetStatus(claim, new() { ["phase"] = "Bound" });
        const string mounts = """ "volumeMounts": [ { "name": "d", "mountPath": "/d" } ] """;
        const string volumes = """ "volumes": [ { "name": "d", "persistentVolumeClaim": { "claimName": "data" } } ] """;
        cluster.CreatePod("one", "seen", mounts, volumes);
        await cluster.UntilPhaseAsync("one", "Running");
        await File.WriteAllTextAsync(_seen!.HostPath("/d/file"), "kept", TestContext.Current.CancellationToken);
        cluster.Delete("one");
        await cluster.UntilGoneAsync("one");

        cluster.CreatePod("two", "seen", mounts, volumes);
        await cluster.UntilPhaseAsync("two", "Running");

        Assert.Equal("kept", Read("/d/file"));
        var directory = cluster.Node.Directories.PersistentVolume("pv");
        Assert.True(Directory.Exists(directory));
        cluster.Core.Operations.Delete(cluster.Core.Store.Find(ResourceTypes.PersistentVolumes, "", "pv")!);
        await NodeHarness.SpinAsync(() => !Directory.Exists(directory));
    }

    private string Read(string path) => File.ReadAllText(_seen!.HostPath(path));

    private Task<NodeHarness> StartAsync(NodeOptions? options = null) => NodeHarness.StartAsync(
        images => images.Add("seen", async (container, stopping) =>
        {
            _seen = container;
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            return 0;
        }),
        options);
}
