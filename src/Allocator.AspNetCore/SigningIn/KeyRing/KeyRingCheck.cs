using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Does not let a server start that may not read or write the sessions' keys. A cluster that does not answer is no reason.</summary>
internal sealed partial class KeyRingCheck(
    IServiceProvider provider, IOptions<AllocatorServerOptions> server, IOptions<KeyManagementOptions> keys, ILogger<KeyRingCheck> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!server.Value.OpenIdConnect.Enabled || keys.Value.XmlRepository is not SecretKeyRing ring)
            return;
        var session = provider.GetRequiredService<AllocatorSession>();
        try
        {
            foreach (var verb in (string[])["get", "create", "patch"])
            {
                // No role can name what does not exist yet.
                var name = verb == "create" ? null : ring.Name;
                if (!await session.Client.CanAsync(verb, ResourceKind.Secret, null, session.Namespace, name, cancellationToken).ConfigureAwait(false))
                    throw Lacks(verb, ring.Name, session.Namespace);
            }
        }
        catch (KubernetesException failure)
        {
            Log.NotAsked(logger, failure, ring.Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static AccessDeniedException Lacks(string verb, string name, string ns) => new(
        $"The server may not {verb} secrets in namespace '{ns}', and keeps the keys of its sessions in the Secret '{name}' there, because "
        + $"{AllocatorServerOptions.SectionName}:OpenIdConnect is set. Add the verb '{verb}' on 'secrets' to its role (docs/rbac/server.yaml), or keep the "
        + "keys elsewhere: AddDataProtection().PersistKeysTo….",
        verb, ResourceKind.Secret.Plural, ns);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The cluster does not say whether the server may read and write Secret '{Name}', which sessions need")]
        public static partial void NotAsked(ILogger logger, Exception failure, string name);
    }
}
