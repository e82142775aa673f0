using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>The values of an instance's credentials are in its Secret and nowhere else: every object, event, log line, exception and trace is searched for them.</summary>
public sealed class GeneratedCredentialLeakTests(ClusterFixture cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Values_are_in_the_secret_and_nowhere_else_through_the_instances_whole_life()
    {
        await using var own = await OwnNamespace.CreateAsync(cluster, "leaks");
        var output = new ConcurrentQueue<string>();
        using var listener = Listen(output);
        using var log = new CapturedLog();
        var caller = new CallerIdentity("test", "granting") { Credentials = new Dictionary<string, string> { ["granted"] = "grantedcorrecthorse" } };
        await using var allocator = Allocate(own, caller, log);
        var progress = new ProgressLog();
        var handle = await allocator.CreateAsync(progress: progress, cancellationToken: Token);
        var values = new HashSet<string>((await handle.GetSecretAsync(Token)).Values);

        await handle.ResetDiskAsync(progress, Token);
        values.UnionWith((await handle.GetSecretAsync(Token)).Values);
        output.Enqueue((await Assert.ThrowsAsync<LimitExceededException>(() => allocator.CreateAsync(cancellationToken: Token))).ToString());
        // A pod that prints what it was given and dies: its log is part of the exception's message.
        var failure = await Assert.ThrowsAsync<InstanceFailedException>(async () =>
        {
            (await handle.ExecAsync(["sh", "-c", "echo > /data/crash"], cancellationToken: Token)).EnsureSuccess();
            await handle.SuspendAsync(progress, Token);
            await handle.ResumeAsync(progress, Token);
        });
        Assert.Contains("password=***", failure.Message, StringComparison.Ordinal);
        output.Enqueue(failure.ToString());
        output.Enqueue(string.Join('\n', progress.Reports));
        output.Enqueue(log.Text);
        output.Enqueue(await ObjectsAsync(own, handle.Name));
        await handle.DisposeAsync();

        Assert.Equal(3, values.Count);
        Assert.All(values.SelectMany(Forms), form => Assert.DoesNotContain(output, text => text.Contains(form, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Forms(string value) => [value, Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=')];

    /// <summary>All objects and events of the namespace but the instance's own Secret.</summary>
    private static async Task<string> ObjectsAsync(OwnNamespace own, string instance)
    {
        var kinds = (await own.AdminAsync("api-resources", "--verbs=list", "--namespaced", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(kind => kind != "secrets");
        var objects = await own.AdminAsync("get", string.Join(',', kinds), "--ignore-not-found", "-o", "yaml");
        var secrets = await own.AdminAsync("get", "secrets", $"--field-selector=metadata.name!={instance}", "-o", "yaml");
        Assert.Contains(instance, objects, StringComparison.Ordinal);
        return objects + secrets;
    }

    private static ActivityListener Listen(ConcurrentQueue<string> output)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Allocator",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => output.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(one => one.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private InstanceAllocator Allocate(OwnNamespace own, CallerIdentity caller, CapturedLog log) => InstanceAllocator.Create(
        "leaks",
        options =>
        {
            options.Template = DiskTemplates.DeploymentWithPassword;
            options.Disk.Size = "16Mi";
            options.Credentials["password"] = new GeneratedCredential();
            options.Readiness.MaxRestarts = 1;
        },
        builder =>
        {
            builder.UseIdentity(caller);
            builder.Services
                .AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace))
                .Configure<AllocatorOptions>(options => (options.Kubeconfig, options.Namespace) = (cluster.Kubeconfig, own.Name));
        });
}
