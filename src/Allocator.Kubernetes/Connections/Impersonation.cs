namespace Allocator;

/// <summary>The user in whose name requests are made.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation"/>.</remarks>
internal sealed record Impersonation(string User)
{
    public string? Uid { get; init; }

    public string? Group { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Extra { get; init; } = [];

    /// <summary>Adds the headers to a request that has none of them.</summary>
    public void AddTo(HttpRequestMessage request)
    {
        if (request.Headers.Contains("Impersonate-User"))
            return;
        request.Headers.Add("Impersonate-User", User);
        if (Uid is not null)
            request.Headers.Add("Impersonate-Uid", Uid);
        if (Group is not null)
            request.Headers.Add("Impersonate-Group", Group);
        foreach (var (key, value) in Extra)
            request.Headers.Add("Impersonate-Extra-" + Uri.EscapeDataString(key), value);
    }
}
