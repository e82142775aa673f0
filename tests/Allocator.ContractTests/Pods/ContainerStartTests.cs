namespace Allocator.Contract;

public sealed class ContainerStartTests(ContractNamespace ns) : IClassFixture<ContractNamespace>
{
    private const string AbsentImage = "registry.local/no-such-image:9";

    [ContractFact]
    public async Task Container_whose_program_is_not_found_ends_with_a_start_error()
    {
        var pod = await ns.RunAsync(Build.Pod("program", "", """{"command": ["no-such-program"]}"""));

        var ended = pod.Container().Node("state.terminated");
        Assert.Equal(("Failed", "StartError", 128), (pod.Text("status.phase"), ended.Text("reason"), ended.Read<int>("exitCode")));
        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", ended.Text("message"), StringComparison.Ordinal);
        var failed = await ns.UntilEventAsync(pod.Uid(), "Failed");
        Assert.Equal(("Warning", $"Error: {ended.Text("message")}"), (failed.Text("type"), failed.Text("message")));
    }

    [ContractFact]
    public async Task Container_whose_programs_file_is_not_there_ends_with_a_start_error()
    {
        var pod = await ns.RunAsync(Build.Pod("file", "", """{"command": ["/opt/no-such-program"]}"""));

        Assert.Equal("StartError", pod.Container().Text("state.terminated.reason"));
        Assert.Contains(
            "exec: \"/opt/no-such-program\": stat /opt/no-such-program: no such file or directory",
            pod.Container().Text("state.terminated.message"),
            StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Container_of_an_absent_image_waits_with_the_pulls_error_then_backs_off()
    {
        var states = await ns.WatchFromCreationAsync(
            Build.Pod("pull", "true", $$"""{"image": "{{AbsentImage}}"}"""), pod => pod.Container().Text("state.waiting.reason") == "ImagePullBackOff");

        var error = states.First(pod => pod.Container().Text("state.waiting.reason") == "ErrImagePull").Container();
        Assert.Contains(AbsentImage, error.Text("state.waiting.message"), StringComparison.Ordinal);
        Assert.Equal("Pending", states[^1].Text("status.phase"));
        Assert.Equal($"Back-off pulling image \"{AbsentImage}\"", states[^1].Container().Text("state.waiting.message"));
        Assert.Equal("", states[^1].Container().Text("imageID"));
    }

    [ContractFact]
    public async Task Pull_that_fails_is_told_in_events()
    {
        var uid = (await ns.CreateAsync(Build.Pod("events", "true", $$"""{"image": "{{AbsentImage}}"}"""))).Uid();

        var pulling = await ns.UntilEventAsync(uid, "Pulling");
        Assert.Equal(("Normal", $"Pulling image \"{AbsentImage}\""), (pulling.Text("type"), pulling.Text("message")));
        var failed = await ns.UntilEventAsync(uid, "Failed", $"Failed to pull image \"{AbsentImage}\": ");
        Assert.Equal("Warning", failed.Text("type"));
        await ns.UntilEventAsync(uid, "Failed", "Error: ErrImagePull");
        await ns.UntilEventAsync(uid, "BackOff", $"Back-off pulling image \"{AbsentImage}\"");
        await ns.UntilEventAsync(uid, "Failed", "Error: ImagePullBackOff");
    }

    [ContractFact]
    public async Task Container_whose_image_is_no_reference_waits_with_an_invalid_image_name()
    {
        var uid = (await ns.CreateAsync(Build.Pod("reference", "true", """{"image": "Not An Image"}"""))).Uid();

        var pod = await ns.UntilPodAsync("reference", now => now.Container().Text("state.waiting.reason") == "InvalidImageName");

        Assert.Contains("invalid reference format", pod.Container().Text("state.waiting.message"), StringComparison.Ordinal);
        await ns.UntilEventAsync(uid, "InspectFailed", pod.Container().Text("state.waiting.message"));
        await ns.UntilEventAsync(uid, "Failed", "Error: InvalidImageName");
    }

    [ContractFact]
    public async Task Container_of_an_absent_image_that_is_never_pulled_waits_with_that_error()
    {
        await ns.CreateAsync(Build.Pod("never", "true", $$"""{"image": "{{AbsentImage}}", "imagePullPolicy": "Never"}"""));

        var pod = await ns.UntilPodAsync("never", now => now.Container().Text("state.waiting.reason") == "ErrImageNeverPull");

        Assert.Equal(
            $"Container image \"{AbsentImage}\" is not present with pull policy of Never", pod.Container().Text("state.waiting.message"));
    }

    [ContractFact]
    public async Task Container_that_needs_an_absent_secret_waits_with_a_config_error_and_starts_when_it_is_there()
    {
        var pod = Build.Pod("secret", "echo $PASSWORD", """
            {"env": [{"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "late", "key": "password"}}}]}
            """);
        var uid = (await ns.CreateAsync(pod)).Uid();

        var waiting = await ns.UntilPodAsync("secret", now => now.Container().Text("state.waiting.reason") == "CreateContainerConfigError");
        Assert.Equal(("Pending", "secret \"late\" not found"), (waiting.Text("status.phase"), waiting.Container().Text("state.waiting.message")));
        await ns.UntilEventAsync(uid, "Failed", "Error: secret \"late\" not found");

        await ns.CreateAsync(Build.Secret("late", """{"password": "swordfish"}"""));
        await ns.UntilPhaseAsync("secret", "Succeeded");
        Assert.Equal("swordfish\n", await ns.LogAsync("secret"));
    }

    [ContractFact]
    public async Task Container_that_needs_an_absent_config_map_waits_with_a_config_error()
    {
        await ns.CreateAsync(Build.Pod("config-map", "true", """{"envFrom": [{"configMapRef": {"name": "absent"}}]}"""));

        var pod = await ns.UntilPodAsync("config-map", now => now.Container().Text("state.waiting.reason") == "CreateContainerConfigError");

        Assert.Equal("configmap \"absent\" not found", pod.Container().Text("state.waiting.message"));
    }

    [ContractFact]
    public async Task Container_that_needs_an_absent_key_waits_with_a_config_error()
    {
        await ns.CreateAsync(Build.ConfigMap("keys", """{"there": "1"}"""));
        await ns.CreateAsync(Build.Secret("keys", """{"there": "1"}"""));
        await ns.CreateAsync(Build.Pod(
            "map-key", "true", """{"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "keys", "key": "absent"}}}]}"""));
        await ns.CreateAsync(Build.Pod(
            "secret-key", "true", """{"env": [{"name": "A", "valueFrom": {"secretKeyRef": {"name": "keys", "key": "absent"}}}]}"""));

        var ofMap = await ns.UntilPodAsync("map-key", now => now.Container().Text("state.waiting.reason") == "CreateContainerConfigError");
        var ofSecret = await ns.UntilPodAsync("secret-key", now => now.Container().Text("state.waiting.reason") == "CreateContainerConfigError");

        Assert.Equal($"couldn't find key absent in ConfigMap {ns.Name}/keys", ofMap.Container().Text("state.waiting.message"));
        Assert.Equal($"couldn't find key absent in Secret {ns.Name}/keys", ofSecret.Container().Text("state.waiting.message"));
    }
}
