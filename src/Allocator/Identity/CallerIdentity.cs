namespace Allocator;

/// <summary>Who the caller is, as an <see cref="IIdentityProvider"/> says it.</summary>
public sealed record CallerIdentity
{
    /// <summary>Makes an identity.</summary>
    /// <param name="provider">The name of the provider that vouches for it.</param>
    /// <param name="name">The name, unique within the provider: an e-mail address, a user name, a CI project.</param>
    public CallerIdentity(string provider, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Provider = provider;
        Name = name;
        BlessingNames = [name];
    }

    /// <summary>The name of the provider that vouches for the identity.</summary>
    public string Provider { get; }

    /// <summary>The name, unique within the provider.</summary>
    public string Name { get; }

    /// <summary>The names by which access lists know the caller.</summary>
    /// <value>The <see cref="Name"/>.</value>
    public IReadOnlyList<string> BlessingNames { get; init; }

    /// <summary>The groups the caller belongs to.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether the caller sees and destroys everybody's instances.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Credentials that the caller grants to its instances: they are put into the instance's Secret under these keys, and nowhere else.</summary>
    public IReadOnlyDictionary<string, string> Credentials { get; init; } = new Dictionary<string, string>();

    // A record prints all its members; credentials must be in no message.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Provider = ").Append(Provider).Append(", Name = ").Append(Name);
        return true;
    }
}
