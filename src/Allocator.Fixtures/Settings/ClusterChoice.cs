namespace Allocator;

/// <summary>Which cluster one source of settings means; it replaces what the sources before it mean.</summary>
internal readonly record struct ClusterChoice(string? Server, string? Kubeconfig, bool Embedded, ClusterConnection? Connection)
{
    public static ClusterChoice Of(FixtureOptions options) => new(options.Server, options.Kubeconfig, options.Embedded, options.Connection);

    /// <summary>Settles what a source has set, given what was there before.</summary>
    /// <exception cref="AllocatorException">The source means two clusters.</exception>
    public static void Settle(FixtureOptions options, ClusterChoice before, string source)
    {
        var chosen = Of(options);
        var named = (chosen.Kubeconfig is not null && chosen.Kubeconfig != before.Kubeconfig) || (chosen.Connection is not null && chosen.Connection != before.Connection);
        var embedded = chosen.Embedded && !before.Embedded;
        if (named && embedded)
            throw new AllocatorException($"{source} names a cluster and sets {nameof(options.Embedded)} as well, but tests run on one cluster. Leave one of them out.");
        var server = chosen.Server is not null && chosen.Server != before.Server;
        if (server && (named || embedded))
            throw new AllocatorException($"{source} names a {nameof(options.Server)} and a cluster as well, but tests run on one of them. Leave one out.");
        if (embedded || server)
            (options.Kubeconfig, options.Context, options.Connection) = (null, null, null);
        if (named || server)
            options.Embedded = false;
        if (named || embedded)
            options.Server = null;
    }
}
