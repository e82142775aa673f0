using System.Text.RegularExpressions;

namespace Allocator;

/// <summary>What keys, and what generated credentials, a Secret of an instance may have.</summary>
internal static partial class CredentialRules
{
    public const int DefaultPasswordLength = 24;
    public const int DefaultTokenLength = 32;

    private const int LeastPasswordLength = 8;
    private const int LeastTokenLength = 16;
    private const int MostLength = 1024;

    public static bool IsKey(string key) => Key().IsMatch(key);

    /// <summary>What is wrong with a declaration.</summary>
    public static IEnumerable<string> Problems(string key, GeneratedCredential credential)
    {
        if (!IsKey(key))
            yield return "the key cannot be one of a Secret: it may have up to 253 letters, digits, '-', '_' and '.'.";
        var (least, unit) = credential.Kind == CredentialKind.Token ? (LeastTokenLength, "bytes") : (LeastPasswordLength, "characters");
        if (!Enum.IsDefined(credential.Kind))
            yield return $"{nameof(credential.Kind)} must be one of {string.Join(", ", Enum.GetNames<CredentialKind>())}.";
        else if (credential is { Kind: CredentialKind.KeyPair, Length: not null })
            yield return $"{nameof(credential.Length)} is not for a key pair: leave it out.";
        else if (credential.Length < least || credential.Length > MostLength)
            yield return $"{nameof(credential.Length)} must be between {least} and {MostLength} {unit}, but is {credential.Length}.";
        if (credential.Kind == CredentialKind.KeyPair && (credential.Validity < TimeSpan.FromMinutes(1) || credential.Validity > TimeSpan.FromDays(3650)))
            yield return $"{nameof(credential.Validity)} must be between a minute and 3650 days, but is {credential.Validity}.";
    }

    [GeneratedRegex(@"^(?!\.{1,2}\z)[-._a-zA-Z0-9]{1,253}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
