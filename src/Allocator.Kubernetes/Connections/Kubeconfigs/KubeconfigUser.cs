namespace Allocator;

/// <summary>Reads the entry of a kubeconfig's <c>users</c>.</summary>
internal static class KubeconfigUser
{
    /// <remarks>
    /// What goes first is as in kubectl: a token file before a token, anything static before an exec plugin; a certificate goes along with a token.
    /// </remarks>
    public static ClusterCredentials ReadCredentials(KubeconfigNode user, KubeconfigNode cluster, TimeProvider timeProvider)
    {
        KubeconfigAuthProvider.Refuse(user);
        var certificate = ReadCertificate(user);
        var token = ReadToken(user, certificate);
        var password = ReadPassword(user, certificate);
        var tokenFile = user.FilePath("tokenFile");
        if (password is not null && (token is not null || tokenFile is not null))
            throw user.Error("username", "contradicts token and tokenFile; remove one of them");

        if (tokenFile is not null)
        {
            if (token is null)
                user.ReadFile("tokenFile", tokenFile);
            return new TokenFileCredentials(tokenFile, user.Describe("tokenFile"), timeProvider)
            {
                Fallback = token?.Authorization!.Parameter,
                Certificate = certificate?.Certificate,
            };
        }
        if ((token ?? password ?? certificate) is { } credential)
            return new StaticCredentials(credential);
        return user.Child("exec") is { } exec ? KubeconfigExec.Read(exec, cluster, timeProvider) : StaticCredentials.None;
    }

    public static Impersonation? ReadImpersonation(KubeconfigNode user)
    {
        var group = OneText(user, "as-groups");
        var uid = user.Text("as-uid");
        var extra = user.Child("as-user-extra");
        if (user.Text("as") is { } name)
        {
            var pairs = extra?.Fields.Select(key => KeyValuePair.Create(key, OneText(extra, key) ?? "")) ?? [];
            return new(name) { Uid = uid, Group = group, Extra = [.. pairs] };
        }
        return group is null && uid is null && extra is null
            ? null
            : throw user.Error("as", "is missing: as-groups, as-uid and as-user-extra only go with it");
    }

    // Several would have to be several headers of one name. .NET's HTTP client joins them, and the server would take that for one odd group.
    private static string? OneText(KubeconfigNode node, string field) => node.Texts(field).ToList() switch
    {
        [] => null,
        [var one] => one,
        _ => throw node.Error(field, "has several values, but .NET can send only one; impersonate a user who needs no more"),
    };

    private static Credential? ReadToken(KubeconfigNode user, Credential? certificate)
    {
        if (user.Text("token") is not { } token)
            return null;
        var authorization = AuthorizationHeader.Bearer(token) ?? throw user.Error("token", "has characters that a token cannot have");
        return new($"the token in {user.Describe("token")}")
        {
            Authorization = authorization,
            Certificate = certificate?.Certificate,
            Expires = JsonWebToken.ReadExpiry(authorization.Parameter!) ?? certificate?.Expires,
        };
    }

    private static Credential? ReadPassword(KubeconfigNode user, Credential? certificate)
    {
        var (name, password) = (user.Text("username"), user.Text("password"));
        if (name is null && password is null)
            return null;
        return new($"the user name and password in {user.Describe("username")}")
        {
            Authorization = AuthorizationHeader.Basic(name ?? "", password ?? ""),
            Certificate = certificate?.Certificate,
            Expires = certificate?.Expires,
        };
    }

    private static Credential? ReadCertificate(KubeconfigNode user)
    {
        var certificate = user.Data("client-certificate-data", "client-certificate");
        var key = user.Data("client-key-data", "client-key");
        if (certificate is null && key is null)
            return null;
        if (certificate is not { } c)
            throw user.Error("client-certificate-data", $"is missing, but there is {key!.Value.Field}");
        if (key is not { } k)
            throw user.Error("client-key-data", $"is missing, but there is {c.Field}");
        var context = user.Parse(c.Field, () => ClientCertificate.Read(c.Text, k.Text));
        return new($"the client certificate '{context.TargetCertificate.Subject}' in {user.Describe(c.Field)}")
        {
            Certificate = context,
            Expires = context.TargetCertificate.NotAfter,
        };
    }
}
