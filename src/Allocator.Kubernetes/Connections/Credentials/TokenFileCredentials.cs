using System.Net.Security;

namespace Allocator;

/// <summary>A token in a file that somebody else replaces before it expires, as the kubelet does with a service account's.</summary>
/// <remarks>
/// The file is read again when the last reading is 10 s old, and at once when the server refused the token. A file that cannot be
/// read leaves the last token in use: it may be in the middle of being replaced.
/// </remarks>
internal sealed class TokenFileCredentials(string path, string description, TimeProvider timeProvider) : ClusterCredentials
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Credential? _current;
    private long? _readAt;

    /// <summary>A token that applies as long as the file cannot be read.</summary>
    public string? Fallback { get; init; }

    /// <summary>A client certificate that is presented beside the token.</summary>
    public SslStreamCertificateContext? Certificate { get; init; }

    public override Credential? Latest => _current;

    public override ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_current is null || _readAt is not { } readAt || timeProvider.GetElapsedTime(readAt) >= Period)
            {
                _current = Read();
                _readAt = timeProvider.GetTimestamp();
            }
            return new(_current);
        }
    }

    public override bool Invalidate(Credential refused)
    {
        lock (_gate)
        {
            _readAt = null;
            return true;
        }
    }

    private Credential Read()
    {
        string? token;
        try
        {
            token = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_current is null && Fallback is null)
                throw new ClusterUnavailableException($"The token file '{path}' ({description}) cannot be read: {e.Message}", e);
            token = null;
        }
        var authorization = AuthorizationHeader.Bearer(token);
        if (authorization is null && _current is not null)
            return _current;
        authorization ??= AuthorizationHeader.Bearer(Fallback)
            ?? throw new ClusterUnavailableException($"The token file '{path}' ({description}) holds no usable token.");
        return authorization.Parameter == _current?.Authorization?.Parameter
            ? _current!
            : new Credential($"the token in '{path}' ({description})")
            {
                Authorization = authorization,
                Certificate = Certificate,
                Expires = JsonWebToken.ReadExpiry(authorization.Parameter!),
            };
    }
}
