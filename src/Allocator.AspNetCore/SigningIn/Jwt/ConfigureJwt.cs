using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Allocator.Server;

/// <summary>What a JSON web token must be like.</summary>
internal sealed class ConfigureJwt(IOptions<AllocatorServerOptions> server) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(null, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != AllocatorSignIn.Jwt || server.Value.Jwt is not { Issuer: { } issuer } jwt)
            return;
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = jwt.Audience,
            ValidAlgorithms = SigningAlgorithms.All,
            ClockSkew = jwt.ClockSkew,
            NameClaimType = "name",
        };
        if (jwt.KeysFile is { } path)
        {
            var keys = new KeysFile(path);
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => Fitting(keys.Read(), kid);
        }
        else
        {
            options.Authority = issuer;
            options.RequireHttpsMetadata = !Loopback.IsAddress(issuer);
        }
    }

    private static IEnumerable<SecurityKey> Fitting(IReadOnlyList<SecurityKey> keys, string? kid)
    {
        var named = keys.Where(key => key.KeyId is { Length: > 0 } id && id == kid).ToList();
        return named.Count > 0 ? named : keys.Where(key => string.IsNullOrEmpty(kid) || string.IsNullOrEmpty(key.KeyId) || key is X509SecurityKey);
    }
}
