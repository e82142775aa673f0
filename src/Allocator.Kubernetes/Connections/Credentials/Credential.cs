using System.Net.Http.Headers;
using System.Net.Security;

namespace Allocator;

/// <summary>What a request proves its caller with. Not a record: its secrets are in no <c>ToString</c>.</summary>
internal sealed class Credential(string description)
{
    /// <summary>The requests are made by <c>system:anonymous</c>.</summary>
    public static Credential None { get; } = new("no credentials");

    /// <summary>What it is and where it was read, as messages say it.</summary>
    public string Description { get; } = description;

    public AuthenticationHeaderValue? Authorization { get; init; }

    public SslStreamCertificateContext? Certificate { get; init; }

    /// <summary>When it stops being valid, as far as that is known.</summary>
    public DateTimeOffset? Expires { get; init; }
}
