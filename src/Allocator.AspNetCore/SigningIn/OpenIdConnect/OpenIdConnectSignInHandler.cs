using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Takes the issuer's answer where the server's own endpoint has got it, under whatever prefix, and never in the host's middleware.</summary>
internal sealed class OpenIdConnectSignInHandler(
    IOptionsMonitor<OpenIdConnectOptions> options, ILoggerFactory loggers, HtmlEncoder htmlEncoder, UrlEncoder encoder)
    : OpenIdConnectHandler(options, loggers, htmlEncoder, encoder)
{
    private static readonly object s_isCallback = new();

    /// <summary>Whether the request was an issuer's answer, and is answered.</summary>
    /// <exception cref="Microsoft.AspNetCore.Authentication.AuthenticationFailureException">The answer is not right.</exception>
    public Task<bool> TakeAnswerAsync(HttpContext context)
    {
        context.Items[s_isCallback] = true;
        return HandleRequestAsync();
    }

    public override Task<bool> ShouldHandleRequestAsync() => Task.FromResult(Context.Items.ContainsKey(s_isCallback));
}
