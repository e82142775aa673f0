using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Allocator;

/// <summary>Says why a server's certificate is not accepted.</summary>
internal static class ServerCertificateProblem
{
    public static string Describe(ServerTrust trust, string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return "the server presented no certificate";

        var problems = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            problems.Add(DescribeNames(trust, host, certificate));
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
            problems.AddRange(chain.ChainStatus.Select(s => DescribeStatus(s.Status, trust, certificate, chain)).Distinct());
        return string.Join("; ", problems);
    }

    private static string DescribeNames(ServerTrust trust, string host, X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString())))
            .Select(n => $"'{n}'")
            .ToList();
        var has = names.Count == 0 ? $"no names (its subject is '{certificate.Subject}')" : $"the names {string.Join(", ", names)}";
        var fix = trust.ServerNameSource is { } source
            ? $"use an address that it has, or set {source} to one of its names"
            : "use an address that it has";
        return $"the server's certificate is not for '{host}': it has {has}; {fix}";
    }

    private static string DescribeStatus(X509ChainStatusFlags status, ServerTrust trust, X509Certificate2 certificate, X509Chain chain)
    {
        const X509ChainStatusFlags Issuer = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;
        if (status == X509ChainStatusFlags.NotTimeValid)
            return DescribeTime(certificate, chain);
        return (status & Issuer) != 0 ? DescribeIssuer(trust, certificate) : $"the server's certificate '{certificate.Subject}' is not valid: {status}";
    }

    private static string DescribeIssuer(ServerTrust trust, X509Certificate2 certificate)
    {
        var trusted = trust.Authorities is { } authorities
            ? $"is not the authority that is trusted ({string.Join(", ", authorities.Select(a => $"'{a.Subject}'").Distinct())})"
            : "this machine does not trust";
        return $"the server's certificate was issued by '{certificate.Issuer}', which {trusted}; "
            + $"if the server is the right one, put the certificate of its authority into {trust.AuthoritiesSource}";
    }

    private static string DescribeTime(X509Certificate2 certificate, X509Chain chain)
    {
        var now = TimeProvider.System.GetUtcNow();
        var invalid = chain.ChainElements.Select(e => e.Certificate).FirstOrDefault(c => now < c.NotBefore || now > c.NotAfter) ?? certificate;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the certificate '{invalid.Subject}' is valid from {invalid.NotBefore.ToUniversalTime():u} to {invalid.NotAfter.ToUniversalTime():u}, ")
            + string.Create(CultureInfo.InvariantCulture, $"not now ({now:u}); renew it, or correct this machine's clock");
    }
}
