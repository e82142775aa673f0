using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Which scheme judges a request.</summary>
internal static class SchemeChoice
{
    public static string Of(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<AllocatorServerOptions>>().Value;
        var token = BearerToken.Of(context.Request);
        if (token is null && options.OpenIdConnect.Enabled && SessionCookie.IsIn(context.Request))
            return AllocatorSignIn.Cookie;
        if (token is null && options.Development.Enabled)
            return AllocatorSignIn.Development;
        if (options.Jwt.Enabled && (!options.Kubernetes.Enabled || token is null || BearerToken.IssuerOf(token) == options.Jwt.Issuer))
            return AllocatorSignIn.Jwt;
        return options.Kubernetes.Enabled ? AllocatorSignIn.Kubernetes : AllocatorSignIn.Development;
    }
}
