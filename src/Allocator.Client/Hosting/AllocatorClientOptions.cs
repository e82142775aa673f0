using Allocator.Client;

namespace Allocator;

/// <summary>Which allocator server, and how to sign in there. At most one of <see cref="Token"/>, <see cref="TokenFile"/> and <see cref="GetToken"/>.</summary>
public sealed class AllocatorClientOptions
{
    /// <summary>The server's address with the prefix that its API is mapped at, for example <c>https://allocator.example.com</c>.</summary>
    /// <value>null is refused.</value>
    public Uri? Server { get; set; }

    /// <summary>The bearer token.</summary>
    /// <value>null: none.</value>
    public string? Token { get; set; }

    /// <summary>A file with the bearer token, read again for each request: a projected service account token, for example.</summary>
    /// <value>null: none.</value>
    public string? TokenFile { get; set; }

    /// <summary>Gives the bearer token, for each request; it may remember one.</summary>
    /// <value>null: none.</value>
    public Func<CancellationToken, ValueTask<string>>? GetToken { get; set; }

    /// <summary>The name under which a server with development sign-in knows the caller; other servers ignore it.</summary>
    /// <value>null: the server's own default.</value>
    public string? DevelopmentUser { get; set; }

    /// <summary>Sends the requests, for proxies and certificates of your own. It is not disposed with the client.</summary>
    /// <value>null: one of the client's own, with .NET's defaults.</value>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>What messages call the settings.</summary>
    internal SettingNames Names { get; set; } = new();
}
