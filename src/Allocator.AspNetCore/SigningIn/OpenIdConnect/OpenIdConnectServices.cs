using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>What the sign-in of browsers needs. Without the setting none of it does anything.</summary>
internal static class OpenIdConnectServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddDataProtection();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KeyManagementOptions>, ConfigureKeyRing>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<DataProtectionOptions>, ConfigureKeyRing>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KeyRingCheck>());

        services.AddAntiforgery();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<AntiforgeryOptions>, ConfigureAntiforgery>());

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<CookieAuthenticationOptions>, ConfigureSessionCookie>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<OpenIdConnectOptions>, ConfigureOpenIdConnect>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.TryAddTransient<OpenIdConnectSignInHandler>();
        services.AddAuthentication().AddCookie(AllocatorSignIn.Cookie, _ => { });

        // The host's middleware asks for the options of each such scheme at every request, and without the settings they are not right.
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<AllocatorServerOptions>>((authentication, server) =>
        {
            if (server.Value.OpenIdConnect.Enabled)
                authentication.AddScheme<OpenIdConnectSignInHandler>(AllocatorSignIn.OpenIdConnect, null);
        });
    }
}
