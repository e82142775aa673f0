using System.Text.Json.Nodes;
using Allocator.Testing;

namespace Allocator.Crashes;

/// <summary>A cluster on a clock that moves only when nothing else happens, and the witness of all that does.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan s_longestStep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestRun = TimeSpan.FromMinutes(20);

    private readonly DiskImage _disks;

    private Stage(ManualTimeProvider clock, EmbeddedCluster cluster, DiskImage disks)
    {
        (Clock, Cluster, _disks) = (clock, cluster, disks);
        Connection = ClusterConnection.FromKubeconfig(cluster.Kubeconfig);
        var token = JsonNode.Parse(cluster.KubeconfigText)!["users"]![0]!["user"]!["token"]!.GetValue<string>();
        Transport = new InProcessHandler(cluster.HandleAsync, token);
        Witness = Call(new ServiceSetup());
    }

    public ManualTimeProvider Clock { get; }

    public EmbeddedCluster Cluster { get; }

    public ClusterConnection Connection { get; }

    public HttpMessageHandler Transport { get; }

    /// <summary>Whether the API server's answers have a <c>Date</c>.</summary>
    public bool TellsTime { get; set; } = true;

    /// <summary>Who sees all that happens since it was called.</summary>
    public Witness Witness { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Stage> OpenAsync()
    {
        var clock = new ManualTimeProvider();
        var cluster = await EmbeddedCluster.StartAsync(new() { TimeProvider = clock }, Token);
        var disks = new DiskImage();
        cluster.Images.Add("idle", disks);
        await cluster.WhenIdleAsync(Token);
        return new Stage(clock, cluster, disks);
    }

    /// <summary>Calls a witness for what comes. Nothing of a service may be there.</summary>
    public Witness Call(ServiceSetup setup) => Witness = new Witness(Cluster.Store, Connection.Namespace, Clock, setup.PerOwner, setup.All);

    /// <summary>Waits until nothing happens any more and has the witness look.</summary>
    public async Task SettleAsync()
    {
        await OneThread.IdleAsync();
        Witness.Look();
        if (_disks.Violations.Count > 0)
            throw new ViolationException(string.Join(" ", _disks.Violations));
    }

    /// <summary>What there is of the instance of this name.</summary>
    public InstanceView View(string instance) => new(Cluster.Store, instance);

    /// <summary>Moves the clock, whenever nothing else happens, until the task has ended.</summary>
    public async Task RunAsync(Task task)
    {
        var end = Clock.GetUtcNow() + s_longestRun;
        while (true)
        {
            await SettleAsync();
            if (task.IsCompleted)
                return;
            if (Clock.GetUtcNow() >= end)
                throw new TimeoutException($"It has not ended within {s_longestRun.TotalMinutes} minutes of the cluster's time.");
            Step(s_longestStep);
        }
    }

    public async Task<T> RunAsync<T>(Task<T> task)
    {
        await RunAsync((Task)task);
        return await task;
    }

    /// <summary>Moves the clock by this time, step by step.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Clock.GetUtcNow() + time;
        await SettleAsync();
        while (Clock.GetUtcNow() < end)
        {
            Step(end - Clock.GetUtcNow());
            await SettleAsync();
        }
    }

    /// <summary>To the next timer, but not farther than this.</summary>
    public void Step(TimeSpan longest)
    {
        var next = Clock.NextDue - Clock.GetUtcNow() ?? longest;
        if (next < TimeSpan.Zero)
            next = TimeSpan.Zero;
        Clock.Advance(next < longest ? next : longest);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
