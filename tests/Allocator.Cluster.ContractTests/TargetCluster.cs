namespace Allocator.Contract;

/// <summary>The Kubernetes cluster of an administrator's kubeconfig.</summary>
internal sealed class TargetCluster : ITargetCluster
{
    private const string Variable = "ALLOCATOR_TEST_KUBECONFIG";

    public static string? SkipReason => Kubeconfig is null ? $"set {Variable}" : null;

    public bool IsEmbedded => false;

    private static string? Kubeconfig => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    public Task<string> StartAsync(CancellationToken cancellationToken) => Task.FromResult(Kubeconfig!);

    public bool TryCompact() => false;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
