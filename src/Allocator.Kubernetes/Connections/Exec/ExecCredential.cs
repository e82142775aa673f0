using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Reads the <c>ExecCredential</c> that a plugin wrote. No message has any of it.</summary>
internal static class ExecCredential
{
    public static Credential Parse(ExecPlugin plugin, string output)
    {
        try
        {
            var answer = JsonNode.Parse(output) as JsonObject ?? throw new FormatException("no object");
            if ((string?)answer["kind"] is not "ExecCredential")
                throw ExecPluginRun.Failure(plugin, "wrote an object that is no ExecCredential");
            if ((string?)answer["apiVersion"] != plugin.ApiVersion)
                throw ExecPluginRun.Failure(plugin, $"wrote an ExecCredential of another version than the kubeconfig asks for ({plugin.ApiVersion})");
            return Read(plugin, answer["status"] as JsonObject ?? throw ExecPluginRun.Failure(plugin, "wrote an ExecCredential without a status"));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or InvalidOperationException)
        {
            // The parser's own message may quote the text.
            throw ExecPluginRun.Failure(plugin, "wrote no valid ExecCredential to its standard output");
        }
    }

    private static Credential Read(ExecPlugin plugin, JsonObject status)
    {
        var token = (string?)status["token"];
        var certificate = (string?)status["clientCertificateData"];
        var key = (string?)status["clientKeyData"];
        var authorization = AuthorizationHeader.Bearer(token);
        if (authorization is null && !string.IsNullOrEmpty(token))
            throw ExecPluginRun.Failure(plugin, "wrote a token with characters that a token cannot have");
        if (string.IsNullOrEmpty(certificate) != string.IsNullOrEmpty(key))
            throw ExecPluginRun.Failure(plugin, "wrote only one of clientCertificateData and clientKeyData");
        if (authorization is null && string.IsNullOrEmpty(certificate))
            throw ExecPluginRun.Failure(plugin, "wrote neither a token nor a client certificate");
        try
        {
            var context = string.IsNullOrEmpty(certificate) ? null : ClientCertificate.Read(certificate, key!);
            return new($"what the credential plugin '{plugin.Command}' ({plugin.Source}) gave")
            {
                Authorization = authorization,
                Certificate = context,
                Expires = (string?)status["expirationTimestamp"] is { Length: > 0 } expires
                    ? DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    : null,
            };
        }
        catch (CryptographicException e)
        {
            throw ExecPluginRun.Failure(plugin, $"wrote a client certificate that cannot be used: {e.Message}", e);
        }
    }
}
