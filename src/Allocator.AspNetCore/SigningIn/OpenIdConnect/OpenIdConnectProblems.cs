namespace Allocator.Server;

/// <summary>Checks the settings of the sign-in of browsers; each problem begins with the setting.</summary>
internal static class OpenIdConnectProblems
{
    public static IEnumerable<string> Of(OpenIdConnectSignInOptions options)
    {
        if (!options.Enabled)
            yield break;
        if (!IsIssuer(options.Issuer))
            yield return $"Issuer must be an https address, below which the discovery document is, but is '{options.Issuer}'.";
        if (string.IsNullOrWhiteSpace(options.ClientId))
            yield return "ClientId must be set: the name under which the server is registered at the issuer.";
        if (string.IsNullOrWhiteSpace(options.ClientSecret) == string.IsNullOrWhiteSpace(options.ClientSecretFile))
            yield return "ClientSecretFile or ClientSecret must be set, and one of the two only.";
        if (options.ClientSecretFile is { Length: > 0 } path && FileProblem(path) is { } unreadable)
            yield return $"ClientSecretFile cannot be used: {unreadable}";
        if (options.Scopes.Count > 0 && !options.Scopes.Contains("openid"))
            yield return $"Scopes must have 'openid', without which there is no id token, but are {string.Join(", ", options.Scopes)}.";
        if (options.PublicUrl is not { IsAbsoluteUri: true, Query: "", Fragment: "" } url || url.Scheme != Uri.UriSchemeHttps)
        {
            yield return "PublicUrl must be the https address at which browsers reach the server, for example https://allocator.example.com, but is "
                + $"'{options.PublicUrl}'.";
        }

        if (string.IsNullOrWhiteSpace(options.KeysSecret))
            yield return "KeysSecret must be the name of a Secret.";
    }

    private static bool IsIssuer(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && Loopback.IsHost(address.Host)));

    private static string? FileProblem(string path)
    {
        try
        {
            return string.IsNullOrWhiteSpace(File.ReadAllText(path)) ? $"'{path}' is empty." : null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return wrong.Message;
        }
    }
}
