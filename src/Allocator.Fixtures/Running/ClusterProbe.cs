using System.Reflection;

namespace Allocator;

/// <summary>Looks for the cluster before any fixture does: for test frameworks that decide while they discover tests which of them are skipped.</summary>
public static class ClusterProbe
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Why tests that need a cluster are to be skipped: there is none, and <see cref="FixtureOptions.WithoutCluster"/> says so, in the environment or in the file. Null if they are not, whatever else
    /// is wrong; the fixture tells that. It asks the cluster only if tests may be skipped, for at most 30 seconds.
    /// </summary>
    /// <param name="testAssembly">The test assembly; <c>allocator.json</c> lies beside it. Null: where the process has its assemblies.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<string?> FindSkipReasonAsync(Assembly? testAssembly = null, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetDirectoryName(testAssembly?.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory;
        using var limit = new CancellationTokenSource(s_longest, TimeProvider.System);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var options = FixtureSettings.Load(folder, Environment.GetEnvironmentVariable, configure: null);
            if (options.WithoutCluster == WithoutCluster.Skip)
                await AskAsync(folder, options, stopping.Token).ConfigureAwait(false);
            return null;
        }
        catch (ClusterUnavailableException absence) when (ClusterAbsence.Is(absence))
        {
            return $"Skipped, because there is no cluster. {absence.Message}";
        }
        catch (AllocatorException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task AskAsync(string folder, FixtureOptions options, CancellationToken cancellationToken)
    {
        var cluster = await ClusterAbsence.ExplainAsync(folder, options, () => TestRun.ClusterAsync(options)).ConfigureAwait(false);
        if (cluster.Absence is { } known)
            throw known;
        try
        {
            await cluster.AskAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ClusterUnavailableException absence) when (ClusterAbsence.Is(absence))
        {
            cluster.Absence = absence;
            throw;
        }
    }
}
