using System.Buffers.Text;
using System.Security.Cryptography;

namespace Allocator;

/// <summary>Makes up the values of the credentials that a service's instances get.</summary>
internal static class CredentialGenerator
{
    private const string AuthorityKey = "ca.crt";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    /// <summary>The values by the keys of the Secret.</summary>
    /// <exception cref="AllocatorException">A key pair is asked for, and there is no authority that could issue its certificate.</exception>
    public static Dictionary<string, string> Generate(
        IEnumerable<KeyValuePair<string, GeneratedCredential>> credentials, string instance, string ns, CertificateAuthority? authority, DateTimeOffset now)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, credential) in credentials)
        {
            switch (credential.Kind)
            {
                case CredentialKind.Token:
                    values[key] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(credential.Length ?? CredentialRules.DefaultTokenLength));
                    break;
                case CredentialKind.KeyPair:
                    var issuer = authority ?? throw new AllocatorException(
                        $"The credential '{key}' is a key pair, but there is no authority that could issue its certificate. Give one: UseCertificateAuthority(certificate with its private key).");
                    (values[$"{key}.crt"], values[$"{key}.key"]) = issuer.Issue(instance, ns, now, credential.Validity);
                    values[AuthorityKey] = issuer.CertificatePem + "\n";
                    break;
                default:
                    values[key] = Password(credential.Length ?? CredentialRules.DefaultPasswordLength);
                    break;
            }
        }

        return values;
    }

    // One of each kind is there by being drawn again, not by being put in: so all passwords of the kind are equally likely.
    private static string Password(int length)
    {
        while (true)
        {
            var password = RandomNumberGenerator.GetString(Lower + Upper + Digits, length);
            if (password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiDigit))
                return password;
        }
    }
}
