using System.Net.Sockets;

namespace Allocator;

/// <summary>That there is no cluster, as opposed to one that refuses.</summary>
internal static class ClusterAbsence
{
    /// <summary>Whether none is configured, or it gives no answer. One that does not accept who calls is there, and so is one with a wrong certificate.</summary>
    public static bool Is(ClusterUnavailableException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException or TimeoutException)
                return true;
        }

        return failure.InnerException is null;
    }

    /// <summary>Where no cluster is configured, tells the ways of fixtures to give one as well.</summary>
    public static async Task<RunCluster> ExplainAsync(string folder, FixtureOptions options, Func<Task<RunCluster>> connect)
    {
        try
        {
            return await connect().ConfigureAwait(false);
        }
        catch (ClusterUnavailableException absence) when (options.Kubeconfig is null)
        {
            var file = Path.Combine(folder, SettingsFile.Name);
            throw new ClusterUnavailableException(
                $"{absence.Message}\nFixtures also take it from {FixtureSettings.VariableOf(nameof(options.Kubeconfig))} (not set) and from " +
                $"\"kubeconfig\" in {file} ({(File.Exists(file) ? "names none" : "there is no such file")}). " +
                $"{FixtureSettings.VariableOf(nameof(options.Embedded))}=true runs them on a cluster within the test process, if their services bring images for it" +
                (options.WithoutCluster == WithoutCluster.Skip ? "." : $"; {FixtureSettings.VariableOf(nameof(options.WithoutCluster))}=Skip skips them."));
        }
    }
}
