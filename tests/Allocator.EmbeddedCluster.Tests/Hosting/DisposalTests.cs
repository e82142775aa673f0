using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Allocator.Embedded;

/// <summary>What a cluster leaves when it ends: nothing.</summary>
[Collection(nameof(Alone))]
public sealed class DisposalTests : IDisposable
{
    private const string TemporaryVariable = "TMPDIR";

    // Long, because the machine may be busy; on an idle one it takes a fraction of a second.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly string? _usual = Environment.GetEnvironmentVariable(TemporaryVariable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-");

    public DisposalTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Where temporary files go is another variable there.");
        Environment.SetEnvironmentVariable(TemporaryVariable, _folder.FullName);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> Left => _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(file => file.FullName);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(TemporaryVariable, _usual);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_that_is_cancelled_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddedCluster.StartAsync(cancellationToken: new(canceled: true)));
        for (var after = 0; after < 40; after += 4)
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(after));
            try
            {
                var cluster = await EmbeddedCluster.StartAsync(cancellationToken: cancellation.Token);
                await cluster.DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                Assert.Empty(Left);
            }
        }

        Assert.Empty(Left);
    }

    [Fact]
    public async Task Start_that_fails_leaves_nothing()
    {
        var failure = await Assert.ThrowsAsync<NotSupportedException>(
            () => EmbeddedCluster.StartAsync(new() { TimeProvider = new FailingClock() }, Token));

        Assert.Equal("no timers", failure.Message);
        Assert.Empty(Left);
    }

    [Fact]
    public async Task End_ends_all_that_is_under_way()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no /bin/sh.");
        var cluster = await RunningCluster.StartAsync();
        var http = cluster.Http();
        cluster.Cluster.Images.AddProgram("sh", "/bin/sh");
        var serving = new TaskCompletionSource<IPAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Cluster.Images.Add("server", async (container, stopping) =>
        {
            using var listener = new TcpListener(container.PodAddress, 80);
            listener.Start();
            serving.SetResult(container.PodAddress);
            using var accepted = await listener.AcceptTcpClientAsync(stopping);
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            return 0;
        });
        cluster.Cluster.Images.Add("stubborn", Behaviors.StubbornAsync);
        await CreatePodAsync(http, "program", "sh", "\"args\": [\"-c\", \"trap '' TERM; echo $$$$; while :; do sleep 1; done\"]");
        await CreatePodAsync(http, "server", "server", "\"ports\": [ { \"containerPort\": 80 } ]");
        await CreatePodAsync(http, "stubborn", "stubborn", "\"tty\": false");
        await cluster.IdleAsync();
        var address = await serving.Task.WaitAsync(s_patience, Token);
        using var log = new StreamReader(await http.GetStreamAsync(new Uri("/api/v1/namespaces/default/pods/program/log?follow=true", UriKind.Relative), Token));
        var process = Process.GetProcessById(int.Parse((await log.ReadLineAsync(Token))!, System.Globalization.CultureInfo.InvariantCulture));
        using var fault = cluster.Faults.Add(new() { Name = "held", Latency = TimeSpan.FromDays(1) });
        var held = http.HasMapAsync("held");
        await fault.WhenUsedUpAsync(Token);
        using var late = cluster.Faults.Add(new() { Verb = "create", Outcome = FaultOutcome.DropThenCommit, Latency = TimeSpan.FromDays(1) });
        await Assert.ThrowsAsync<HttpRequestException>(() => http.CreateMapAsync("late"));
        using var watch = await http.WatchAsync("/api/v1/pods", "&resourceVersion=1");
        await using var client = cluster.Client();
        await using var forward = await client.PortForwardAsync("default", "server", 80, Token);
        await forward.WriteAsync("x"u8.ToArray(), Token);

        var watchStopped = Stopwatch.StartNew();
        await cluster.Cluster.DisposeAsync().AsTask().WaitAsync(s_patience, Token);
        TestContext.Current.TestOutputHelper!.WriteLine($"It took {watchStopped.ElapsedMilliseconds} ms.");

        await Assert.ThrowsAnyAsync<Exception>(() => held);
        Assert.True(process.HasExited);
        await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(IPAddress.Loopback, cluster.Cluster.Server.Port));
        await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(address, 80));
        Assert.Empty(Left);
    }

    [Fact]
    public async Task Fifty_clusters_one_after_the_other_leave_nothing()
    {
        await RunAsync();
        var before = OpenFiles();
        var clusters = new List<WeakReference>();
        for (var i = 0; i < 50; i++)
            clusters.Add(await RunAsync());

        Assert.Empty(Left);
        await UntilAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            // What runs last is still on the stack of this test.
            return clusters.Count(cluster => cluster.IsAlive) <= 1;
        });
        await UntilAsync(() => OpenFiles() <= before + 10);
        Assert.InRange(OpenFiles(), 0, before + 10);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunAsync()
    {
        var cluster = await EmbeddedCluster.StartAsync(cancellationToken: Token);
        await using (var client = new ClusterClient(ClusterConnection.FromKubeconfig(cluster.Kubeconfig)))
            await client.GetAsync(new("", "v1", "Namespace", "namespaces", Namespaced: false), "", "default", Token);
        await cluster.DisposeAsync();
        return new(cluster);
    }

    private static async Task CreatePodAsync(HttpClient http, string name, string image, string container)
    {
        using var response = await http.CreateAsync("/api/v1/namespaces/default/pods", $$"""
            { "metadata": { "name": "{{name}}" }, "spec": { "containers": [ { "name": "main", "image": "{{image}}", {{container}} } ] } }
            """);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private static async Task ConnectAsync(IPAddress address, int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, port, Token);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition() && watch.Elapsed < s_patience)
            await Task.Yield();
        Assert.True(condition());
    }

    /// <summary>Files and sockets; 0 where that cannot be told.</summary>
    private static int OpenFiles() => Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;

    private sealed class FailingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new NotSupportedException("no timers");
    }
}
