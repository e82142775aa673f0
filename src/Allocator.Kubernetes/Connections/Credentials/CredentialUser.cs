using System.Security.Cryptography.X509Certificates;

namespace Allocator;

/// <summary>Reads from credentials whom they are for, as the API server would, but without asking it.</summary>
internal static class CredentialUser
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    public static ClusterUser? Of(ClusterConnection connection, Credential credential)
    {
        if (connection.Impersonation is { } impersonated)
            return new ClusterUser(impersonated.User, [], "the kubeconfig's impersonation");
        if (credential.Certificate?.TargetCertificate is { } certificate && Names(certificate, CommonName) is [var name, ..])
            return new ClusterUser(name, [.. Names(certificate, Organization)], "the client certificate");
        if (credential.Authorization is { Scheme: "Bearer", Parameter: { } token } && JsonWebToken.ReadSubject(token) is { } subject)
            return new ClusterUser(subject, [], "the token");
        return connection.UserName is { Length: > 0 } user ? new ClusterUser(user, [], "the kubeconfig") : null;
    }

    private static List<string> Names(X509Certificate2 certificate, string attribute) =>
        [.. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == attribute)
            .Select(name => name.GetSingleElementValue())
            .OfType<string>()];
}
