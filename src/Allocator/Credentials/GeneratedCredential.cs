namespace Allocator;

/// <summary>A credential that each instance of a service gets of its own. Its values are in the instance's Secret and nowhere else.</summary>
public sealed class GeneratedCredential
{
    /// <summary>What it is.</summary>
    /// <value><see cref="CredentialKind.Password"/>.</value>
    public CredentialKind Kind { get; set; }

    /// <summary>The length: of a password in characters, at least 8; of a token in bytes, at least 16. A key pair has none.</summary>
    /// <value>null: 24 characters, 32 bytes.</value>
    public int? Length { get; set; }

    /// <summary>How long a key pair's certificate is valid, from the instance's creation or the reset of its disk on.</summary>
    /// <value>90 days.</value>
    public TimeSpan Validity { get; set; } = TimeSpan.FromDays(90);
}
