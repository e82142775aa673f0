using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Allocator.Server;

/// <summary>Why a token was refused, in words that tell its holder what to do and repeat nothing of the token.</summary>
internal static class SignInProblem
{
    public static string Of(Exception failure) => failure switch
    {
        SignInFailure known => known.Message,
        SecurityTokenExpiredException => "the token has expired",
        SecurityTokenNotYetValidException => "the token is not valid yet",
        SecurityTokenNoExpirationException => "the token has no end (exp)",
        SecurityTokenInvalidAudienceException => "the token is for another audience",
        SecurityTokenInvalidIssuerException => "the token is from another issuer",
        SecurityTokenInvalidAlgorithmException => "the token is signed with an algorithm that is not accepted",
        SecurityTokenSignatureKeyNotFoundException => "the token is signed with a key that the server does not know",
        SecurityTokenInvalidSignatureException => "the token's signature is not right",
        _ => "the token is not valid",
    };

    /// <summary>Why an issuer's answer was refused.</summary>
    public static string OfAnswer(Exception failure) => failure.InnerException switch
    {
        OpenIdConnectProtocolInvalidNonceException => "the token was made for another sign-in",
        SecurityTokenException token => Of(token),
        HttpRequestException => "the issuer did not answer the server",
        IOException or UnauthorizedAccessException => "the server cannot read its own secret for the issuer",
        _ => "the issuer refused it, or it was begun in another browser or too long ago",
    };
}
