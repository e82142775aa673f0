using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>An embedded cluster of its own with one instance, whose operations are cut off.</summary>
internal sealed class CrashCluster : IAsyncDisposable
{
    private const string Service = "cut";
    private const string Victim = "the-victim";

    private const string Template = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Name }}
        spec:
          strategy: {type: Recreate}
          selector:
            matchLabels: {app: "{{ .Name }}"}
          template:
            metadata:
              labels: {app: "{{ .Name }}"}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: registry.local/disk-holder:1
                env: [{name: INSTANCE, value: "{{ .Name }}"}]
                volumeMounts: [{name: data, mountPath: /data}]
              volumes:
              - name: data
                persistentVolumeClaim: {claimName: "{{ .Name }}"}
        """;

    private readonly EmbeddedCluster _cluster;
    private readonly LeapingTime _time;
    private readonly DiskImage _image;

    private CrashCluster(EmbeddedCluster cluster, LeapingTime time, DiskImage image)
    {
        (_cluster, _time, _image) = (cluster, time, image);
        Other = Allocate("another-process");
        Client = new ClusterClient(ClusterConnection.Discover(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig }));
    }

    /// <summary>Another process, which nothing happens to.</summary>
    public InstanceAllocator Other { get; }

    public ClusterClient Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<CrashCluster> StartAsync()
    {
        var time = new LeapingTime();
        var image = new DiskImage();
        var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { TimeProvider = time }, Token);
        cluster.Images.Add(DiskImage.Name, image);
        return new CrashCluster(cluster, time, image);
    }

    /// <summary>Counts the requests of an operation that nothing happens to.</summary>
    public async Task<int> CountAsync(Func<IInstanceAllocator, CancellationToken, Task> operation)
    {
        var counter = new RequestCounter();
        await using var allocator = Allocate(Victim, options => options.WrapHandler = counter.Wrap);
        await operation(allocator, Token);
        return counter.Count;
    }

    /// <summary>Runs an operation in a process of its own and cuts it at one of its requests.</summary>
    /// <returns>Whether it came to its end all the same.</returns>
    public async Task<bool> RunAsync(Func<IInstanceAllocator, CancellationToken, Task> operation, int request, Cut cut)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var fault = _cluster.Faults.Add(FaultOf(request, cut));
        using var death = cut is Cut.DeadBefore or Cut.DeadAfter or Cut.DeadAndLate
            ? _cluster.Faults.Add(new RequestFault { UserAgent = Victim, Skip = request - 1, Times = int.MaxValue, Outcome = FaultOutcome.DropBefore })
            : null;
        await using var allocator = Allocate(Victim, options => options.RetryTimeout = cut == Cut.Repeated ? TimeSpan.FromMinutes(2) : TimeSpan.FromMilliseconds(1));
        var running = operation(allocator, cancel.Token);
        if (cut == Cut.Cancelled)
        {
            await Task.WhenAny(running, fault.WhenUsedUpAsync(Token));
            await cancel.CancelAsync();
        }

        var failure = await Record.ExceptionAsync(() => running);
        Assert.True(failure is null or AllocatorException or OperationCanceledException, $"{failure}");
        if (death is not null)
            _time.Leap(LeaseTerms.Operation + LeaseTerms.Margin + TimeSpan.FromSeconds(2));
        return failure is null;
    }

    /// <summary>Runs an operation in a process of its own, which falls asleep at one of its requests; the answer to that comes with <see cref="EndLateAsync"/>.</summary>
    /// <returns>What becomes of it then.</returns>
    public async Task<Task<Exception?>> PauseAsync(Func<IInstanceAllocator, CancellationToken, Task> operation, int request)
    {
        using var fault = _cluster.Faults.Add(new RequestFault { UserAgent = Victim, Skip = request - 1, Latency = LeapingTime.Late });
        var running = RunToItsEndAsync(operation);
        await Task.WhenAny(running, fault.WhenUsedUpAsync(Token));
        _time.Leap(LeaseTerms.Operation + LeaseTerms.Margin + TimeSpan.FromSeconds(2));
        return running;
    }

    /// <summary>What was late arrives.</summary>
    public async Task EndLateAsync()
    {
        _time.EndLate();
        await _cluster.WhenIdleAsync(Token);
    }

    public InstanceAllocator Allocate(string userAgent, Action<ClusterClientOptions>? configure = null)
    {
        var client = new ClusterClientOptions { UserAgent = userAgent };
        configure?.Invoke(client);
        return InstanceAllocator.Create(
            Service,
            options =>
            {
                options.Template = Template;
                options.Disk.Size = "16Mi";
                options.Lease = Timeout.InfiniteTimeSpan;
            },
            builder =>
            {
                builder.UseIdentity(new CallerIdentity("test", "somebody"));
                builder.Services.AddSingleton(client).Configure<AllocatorOptions>(options => options.Kubeconfig = _cluster.Kubeconfig);
            });
    }

    public async Task<InstanceRecord> RecordAsync(string name) => InstanceRecord.Read(await Client.GetAsync(ResourceKind.Lease, "default", name, Token));

    public async Task<IReadOnlyList<JsonObject>> ListAsync(ResourceKind kind) =>
        await Client.ListAsync(kind, "default", new ResourceSelector { Labels = Labels.Instance }, Token).ToListAsync(Token);

    /// <summary>The uid of the only claim.</summary>
    public async Task<string> ClaimAsync() => Assert.Single(await ListAsync(ResourceKind.PersistentVolumeClaim)).Uid();

    public void AssertNoTwoDisks() => Assert.Empty(_image.Violations);

    public async Task AssertNothingIsLeftAsync()
    {
        await _cluster.WhenIdleAsync(Token);
        foreach (var kind in (ResourceKind[])[ResourceKind.Lease, ResourceKind.Pod, ResourceKind.PersistentVolumeClaim, Workload.Deployment])
            Assert.Empty(await ListAsync(kind));
    }

    public async ValueTask DisposeAsync()
    {
        await Other.DisposeAsync();
        await Client.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private async Task<Exception?> RunToItsEndAsync(Func<IInstanceAllocator, CancellationToken, Task> operation)
    {
        await using var allocator = Allocate(Victim);
        var failure = await Record.ExceptionAsync(() => operation(allocator, Token));
        Assert.True(failure is null or AllocatorException, $"{failure}");
        return failure;
    }

    private static RequestFault FaultOf(int request, Cut cut)
    {
        var fault = new RequestFault { UserAgent = Victim, Skip = request - 1 };
        return cut switch
        {
            Cut.Refused => fault with { Outcome = FaultOutcome.Refuse },
            Cut.LostBefore or Cut.DeadBefore => fault with { Outcome = FaultOutcome.DropBefore },
            Cut.LostAfter or Cut.DeadAfter or Cut.Repeated => fault with { Outcome = FaultOutcome.DropAfter },
            Cut.Cancelled => fault with { Latency = LeapingTime.Late },
            _ => fault with { Outcome = FaultOutcome.DropThenCommit, Latency = LeapingTime.Late },
        };
    }
}
