using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Lets all replicas have the same keys, unless the host has said where its keys are.</summary>
internal sealed class ConfigureKeyRing(IServiceProvider provider, IOptions<AllocatorServerOptions> server)
    : IPostConfigureOptions<KeyManagementOptions>, IPostConfigureOptions<DataProtectionOptions>
{
    public void PostConfigure(string? name, KeyManagementOptions options)
    {
        if (server.Value.OpenIdConnect is not { Enabled: true } settings || options.XmlRepository is not null)
            return;
        var session = provider.GetRequiredService<AllocatorSession>();
        options.XmlRepository = new SecretKeyRing(session.Client, session.Namespace, settings.KeysSecret);
    }

    // The default is the folder that the host runs in, which may be another one on each machine. The issuer and the client are in it, so that no
    // server takes the cookies of one with other users.
    public void PostConfigure(string? name, DataProtectionOptions options)
    {
        if (server.Value.OpenIdConnect is { Enabled: true } settings && options.ApplicationDiscriminator == provider.GetApplicationUniqueIdentifier())
            options.ApplicationDiscriminator = $"allocator {settings.Issuer} {settings.ClientId}";
    }
}
