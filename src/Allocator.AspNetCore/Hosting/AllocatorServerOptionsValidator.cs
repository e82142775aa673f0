using Microsoft.Extensions.Options;

namespace Allocator.Server;

/// <summary>Checks the server's settings when the host starts; messages name the setting.</summary>
internal sealed class AllocatorServerOptionsValidator : IValidateOptions<AllocatorServerOptions>
{
    public ValidateOptionsResult Validate(string? name, AllocatorServerOptions options)
    {
        var problems = Problems(options).Select(problem => $"{AllocatorServerOptions.SectionName}:{problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(AllocatorServerOptions options)
    {
        var jwt = options.Jwt;
        if (options.AuthenticationScheme == AllocatorSignIn.Scheme && !HasWayIn(options))
            yield return "nobody could sign in. Set Jwt:Issuer and Jwt:Audience, or Kubernetes:Enabled and Kubernetes:Audiences, or for browsers "
                + "OpenIdConnect:Issuer, or on your own machine Development:Enabled.";
        if (jwt.Enabled && string.IsNullOrWhiteSpace(jwt.Audience))
            yield return "Jwt:Audience must be set: a token that the issuer made for somebody else must not do.";
        if (jwt.Enabled && jwt.KeysFile is null && !IsWebAddress(jwt.Issuer))
            yield return $"Jwt:Issuer must be an address with a discovery document, because Jwt:KeysFile is not set, but is '{jwt.Issuer}'.";
        if (jwt.KeysFile is { } path && KeysProblem(path) is { } unreadable)
            yield return $"Jwt:KeysFile: {unreadable}";
        if (jwt.ClockSkew < TimeSpan.Zero)
            yield return $"Jwt:ClockSkew must not be negative, but is {jwt.ClockSkew}.";
        if (options.Kubernetes.Enabled && (options.Kubernetes.Audiences.Count == 0 || options.Kubernetes.Audiences.Any(string.IsNullOrWhiteSpace)))
            yield return "Kubernetes:Audiences must name an audience, for example 'allocator': a token for the API server itself must not do.";
        if (options.Kubernetes.Remember < TimeSpan.Zero)
            yield return $"Kubernetes:Remember must not be negative, but is {options.Kubernetes.Remember}.";
        foreach (var problem in OpenIdConnectProblems.Of(options.OpenIdConnect))
            yield return $"OpenIdConnect:{problem}";
        if (options.Development.Enabled && string.IsNullOrWhiteSpace(options.Development.User))
            yield return "Development:User must be a name.";
        if (options.ShutdownDelay < TimeSpan.Zero)
            yield return $"ShutdownDelay must not be negative, but is {options.ShutdownDelay}.";
    }

    private static bool HasWayIn(AllocatorServerOptions options) =>
        options.Jwt.Enabled || options.Kubernetes.Enabled || options.OpenIdConnect.Enabled || options.Development.Enabled;

    private static string? KeysProblem(string path)
    {
        try
        {
            new KeysFile(path).Read();
            return null;
        }
        catch (AllocatorException wrong)
        {
            return wrong.Message;
        }
    }

    private static bool IsWebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";
}
