using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Allocator;

/// <summary>What all fixtures of a test process share.</summary>
internal static class TestRun
{
    private static readonly ConcurrentDictionary<ClusterKey, Lazy<Task<RunCluster>>> s_clusters = new();
    private static readonly CiEnvironment s_ci = CiEnvironment.Read(Environment.GetEnvironmentVariable);

    // .NET itself ends at once by SIGTERM. That it ends is not changed.
    private static readonly PosixSignalRegistration s_terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End());

    private static int s_absenceIsTold;

    static TestRun() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        s_terminated.Dispose();
        End();
    };

    /// <summary>What the instances of this run have in common.</summary>
    public static string Id { get; } = s_ci.Run is { } run ? $"{run}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}" : RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>What this run holds now.</summary>
    public static HeldInstances Held { get; } = new();

    public static RunSummary Summary { get; } = new();

    public static InstanceOrigin OriginOf(TestScope scope) => new()
    {
        Assembly = scope.Assembly.GetName().Name,
        Class = scope.Name,
        Run = Id,
        Job = s_ci.Job,
        Commit = s_ci.Commit,
    };

    public static Task<RunCluster> ClusterAsync(FixtureOptions options) =>
        s_clusters.GetOrAdd(ClusterKey.Of(options), key => new(() => RunCluster.StartAsync(key))).Value;

    /// <summary>Whether it is the first time that this run has no cluster: what was looked for need be told only once.</summary>
    public static bool TellsAbsenceFirst() => Interlocked.Exchange(ref s_absenceIsTold, 1) == 0;

    /// <summary>A process that is told to end has about two seconds; what it does not get done, the leases do.</summary>
    private static void End()
    {
        var limit = TimeSpan.FromSeconds(2);
        Task.WhenAll(Held.All.Select(allocation => allocation.DisposeAsync().AsTask())).Wait(limit);
        foreach (var cluster in s_clusters.Values.Where(cluster => cluster.IsValueCreated && cluster.Value.IsCompletedSuccessfully))
            cluster.Value.Result.DisposeAsync().AsTask().Wait(limit);
    }
}
