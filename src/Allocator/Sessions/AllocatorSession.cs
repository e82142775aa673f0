using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Allocator;

/// <summary>What all services of one process share: the connection, the renewals, and the watches of what this process created.</summary>
internal sealed class AllocatorSession : IAsyncDisposable, IDisposable
{
    public AllocatorSession(ClusterClient client, string ns, string mountRoot, IReadOnlyList<string> administrators, int? maxConcurrentCreates, TimeProvider time, ILoggerFactory loggers)
    {
        Client = client;
        Namespace = ns;
        MountRoot = mountRoot;
        Administrators = administrators;
        AdministratorPatterns = new AdministratorPatterns(administrators);
        Time = time;
        Loggers = loggers;
        Logger = loggers.CreateLogger("Allocator");
        Expiry = new Expiry(() => client.Clock.Now, time);
        Renewer = new LeaseRenewer(client, ns, time, Logger);
        Creations = new CreationSlots(maxConcurrentCreates);
        Sweep = new ExpiredSweep(this);
        Watches = new SessionWatches(client, ns, Id, loggers);
    }

    /// <summary>The label value that tells this process' objects from others'.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    public ClusterClient Client { get; }

    public string Namespace { get; }

    public string MountRoot { get; }

    public IReadOnlyList<string> Administrators { get; }

    public AdministratorPatterns AdministratorPatterns { get; }

    /// <summary>Issues the certificates of instances; null if the host gave none.</summary>
    public CertificateAuthority? CertificateAuthority { get; init; }

    /// <summary>What precedes the names of callers whose provider gives them no blessing names; null for nothing.</summary>
    public string? BlessingPrefix { get; init; }

    public TimeProvider Time { get; }

    /// <summary>The API server's time; this machine's while that is not known.</summary>
    public DateTimeOffset Now => Client.Clock.Now ?? Time.GetUtcNow();

    /// <summary>Where places, names and jitter come from. Nothing of that is secret.</summary>
    public Random Random { get; init; } = Random.Shared;

    public ILoggerFactory Loggers { get; }

    public ILogger Logger { get; }

    public Expiry Expiry { get; }

    public LeaseRenewer Renewer { get; }

    public SessionWatches Watches { get; }

    public ExpiredSweep Sweep { get; }

    public CreationSlots Creations { get; }

    public PlaceMemory Places { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Watches.DisposeAsync().ConfigureAwait(false);
        await Renewer.DisposeAsync().ConfigureAwait(false);
        await Client.DisposeAsync().ConfigureAwait(false);
        Creations.Dispose();
    }

    /// <summary>For hosts that dispose of their services synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
