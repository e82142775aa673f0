namespace Allocator;

/// <summary>The settings that make a connection: fixtures that agree in them share one.</summary>
internal sealed record ClusterKey(
    string? Server,
    string? Token,
    string? TokenFile,
    string? Kubeconfig,
    string? Context,
    string? Namespace,
    string? Identity,
    bool Embedded,
    ClusterConnection? Connection,
    Action<IAllocatorBuilder>? Configure,
    int MaxConcurrentCreates)
{
    public static ClusterKey Of(FixtureOptions options) => new(
        options.Server,
        options.Token,
        options.TokenFile,
        options.Kubeconfig,
        options.Context,
        options.Namespace,
        options.Identity,
        options.Embedded,
        options.Connection,
        options.ConfigureAllocator,
        options.MaxConcurrentCreates);
}
