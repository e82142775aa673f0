using System.Diagnostics;

namespace Allocator;

/// <summary>The restart of a part of the cluster.</summary>
internal static class Outage
{
    /// <summary>The environment variable that has the command to which <c>apiserver</c> or <c>etcd</c> is added.</summary>
    public const string Variable = "ALLOCATOR_TEST_RESTART";

    /// <summary>Why nothing can be restarted; null if it can.</summary>
    public static string? SkipReason { get; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)) ? $"{Variable} is not set: it has the command that restarts parts of the cluster"
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ClusterFixture.Variable)) ? $"{ClusterFixture.Variable} is not set: only a real cluster can be restarted"
        : null;

    /// <summary>Restarts it, and returns when the API server is ready again.</summary>
    /// <param name="what"><c>apiserver</c> or <c>etcd</c>, with options if there are any.</param>
    public static async Task RestartAsync(string what)
    {
        var command = $"{Environment.GetEnvironmentVariable(Variable)} {what}";
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"'{command}' ended with {process.ExitCode}: {await output}{errors}");
        TestContext.Current.TestOutputHelper?.WriteLine(errors.Trim());
    }
}
