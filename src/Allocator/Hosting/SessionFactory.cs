using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>Connects to the cluster that the options name.</summary>
internal static class SessionFactory
{
    public static AllocatorSession Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<AllocatorOptions>>().Value;
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var time = provider.GetRequiredService<TimeProvider>();
        var clientOptions = provider.GetService<ClusterClientOptions>() ?? new ClusterClientOptions { TimeProvider = time };
        var connection = options.Connection
            ?? ClusterConnection.Discover(new ConnectionOptions { Kubeconfig = options.Kubeconfig, Context = options.Context, Namespace = options.Namespace });
        var ns = options.Namespace ?? connection.Namespace;
        var client = new ClusterClient(connection, clientOptions, loggers.CreateLogger<ClusterClient>());
        return new AllocatorSession(client, ns, options.MountRoot ?? $"{ns}/sb", [.. options.Administrators], options.MaxConcurrentCreates, time, loggers)
        {
            CertificateAuthority = provider.GetService<CertificateAuthority>(),
            BlessingPrefix = options.BlessingPrefix,
            Random = provider.GetService<SessionRandom>()?.Random ?? Random.Shared,
        };
    }
}
