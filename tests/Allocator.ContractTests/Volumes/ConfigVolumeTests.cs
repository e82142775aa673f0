using System.Text.Json.Nodes;

namespace Allocator.Contract;

public sealed class ConfigVolumeTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    [ContractFact]
    public async Task Config_map_volume_has_a_file_per_key()
    {
        await ns.CreateAsync(Build.ConfigMap("files", """{"app.conf": "a=1\nb=2\n", "mode": "fast"}"""));

        var output = await ns.OutputAsync(Pod("files", "cat /data/app.conf /data/mode; echo; ls /data", """{"configMap": {"name": "files"}}"""));

        Assert.Equal("a=1\nb=2\nfast\napp.conf\nmode\n", output);
    }

    [ContractFact]
    public async Task Config_map_volume_with_items_has_only_those_at_their_paths()
    {
        await ns.CreateAsync(Build.ConfigMap("items", """{"one": "1", "two": "2"}"""));

        var output = await ns.OutputAsync(Pod(
            "items", "cat /data/etc/uno; echo; ls /data", """{"configMap": {"name": "items", "items": [{"key": "one", "path": "etc/uno"}]}}"""));

        Assert.Equal("1\netc\n", output);
    }

    [ContractFact]
    public async Task Config_map_may_be_mounted_as_a_single_file()
    {
        await ns.CreateAsync(Build.ConfigMap("single", """{"app.conf": "a=1\n"}"""));
        var pod = Build.Pod(
            "single",
            "cat /etc/app.conf",
            """{"volumeMounts": [{"name": "data", "mountPath": "/etc/app.conf", "subPath": "app.conf"}]}""",
            """{"volumes": [{"name": "data", "configMap": {"name": "single"}}], "restartPolicy": "Never"}""");

        Assert.Equal("a=1\n", await ns.OutputAsync(pod));
    }

    [ContractFact]
    public async Task Secret_volume_has_the_decoded_values()
    {
        await ns.CreateAsync(Build.Secret("decoded", """{"password": "sword fish"}"""));

        Assert.Equal("sword fish", await ns.OutputAsync(Pod("decoded", "cat /data/password", """{"secret": {"secretName": "decoded"}}""")));
    }

    [ContractFact]
    public Task Pod_that_mounts_an_absent_config_map_waits_with_an_event() => FailsToMountAsync(
        "no-map", """{"configMap": {"name": "absent"}}""", "MountVolume.SetUp failed for volume \"data\" : configmap \"absent\" not found");

    [ContractFact]
    public Task Pod_that_mounts_an_absent_secret_waits_with_an_event() => FailsToMountAsync(
        "no-secret", """{"secret": {"secretName": "absent"}}""", "MountVolume.SetUp failed for volume \"data\" : secret \"absent\" not found");

    [ContractFact]
    public async Task Pod_that_mounts_an_absent_key_waits_with_an_event()
    {
        await ns.CreateAsync(Build.ConfigMap("keys", """{"there": "1"}"""));

        await FailsToMountAsync(
            "no-key",
            """{"configMap": {"name": "keys", "items": [{"key": "absent", "path": "file"}]}}""",
            "MountVolume.SetUp failed for volume \"data\" : configmap references non-existent config key: absent");
    }

    [ContractFact]
    public async Task Pod_that_mounts_an_absent_config_map_starts_once_it_is_there()
    {
        await ns.CreateAsync(Pod("late", "cat /data/file", """{"configMap": {"name": "late"}}"""));
        await ns.UntilPodAsync("late", now => now.Container().Text("state.waiting.reason") == "ContainerCreating");

        await ns.CreateAsync(Build.ConfigMap("late", """{"file": "here"}"""));

        await ns.UntilPhaseAsync("late", "Succeeded");
        Assert.Equal("here", await ns.LogAsync("late"));
    }

    [ContractFact]
    public async Task Optional_config_map_and_secret_volumes_are_empty_if_absent()
    {
        Assert.Equal("", await ns.OutputAsync(Pod("optional-map", "ls /data", """{"configMap": {"name": "absent", "optional": true}}""")));
        Assert.Equal("", await ns.OutputAsync(Pod("optional-secret", "ls /data", """{"secret": {"secretName": "absent", "optional": true}}""")));
    }

    [ContractFact]
    public async Task Downward_volume_has_fields_of_the_pod()
    {
        var pod = Pod("downward", "cat /data/name; echo; cat /data/labels; echo; cat /data/note", """
            {"downwardAPI": {"items": [
                {"path": "name", "fieldRef": {"fieldPath": "metadata.name"}},
                {"path": "labels", "fieldRef": {"fieldPath": "metadata.labels"}},
                {"path": "note", "fieldRef": {"fieldPath": "metadata.annotations['note']"}}]}}
            """);
        pod["metadata"]!["labels"] = new JsonObject { ["tier"] = "back", ["app"] = "shop" };
        pod["metadata"]!["annotations"] = new JsonObject { ["note"] = "two words" };

        Assert.Equal("downward\napp=\"shop\"\ntier=\"back\"\ntwo words", await ns.OutputAsync(pod));
    }

    [ContractFact]
    public async Task Projected_volume_has_several_sources_in_one_directory()
    {
        await ns.CreateAsync(Build.ConfigMap("projected", """{"map": "1"}"""));
        await ns.CreateAsync(Build.Secret("projected", """{"key": "2"}"""));

        var output = await ns.OutputAsync(Pod("projected", "cat /data/map /data/key /data/name", """
            {"projected": {"sources": [
                {"configMap": {"name": "projected"}}, {"secret": {"name": "projected"}},
                {"downwardAPI": {"items": [{"path": "name", "fieldRef": {"fieldPath": "metadata.name"}}]}}]}}
            """));

        Assert.Equal("12projected", output);
    }

    private async Task FailsToMountAsync(string name, string source, string message)
    {
        var uid = (await ns.CreateAsync(Pod(name, "true", source))).Uid();

        // A kubelet that has not read the object yet says first that it timed out.
        var failed = await ns.UntilEventAsync(uid, "FailedMount", item => item.Text("message") == message);
        Assert.Equal("Warning", failed.Text("type"));
        var pod = await ns.UntilPodAsync(name, now => now.Container() is not null);
        Assert.Equal(("Pending", "ContainerCreating"), (pod.Text("status.phase"), pod.Container().Text("state.waiting.reason")));
    }

    private static JsonObject Pod(string name, string script, string source)
    {
        var volume = JsonNode.Parse(source)!;
        volume["name"] = "data";
        return Build.Pod(
            name,
            script,
            """{"volumeMounts": [{"name": "data", "mountPath": "/data"}]}""",
            $$"""{"restartPolicy": "Never", "volumes": [{{volume.ToJsonString()}}]}""");
    }
}
