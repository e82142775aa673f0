using Microsoft.IdentityModel.Tokens;

namespace Allocator.Server;

/// <summary>With what tokens may be signed.</summary>
internal static class SigningAlgorithms
{
    // Nothing that is checked with the key that signs, and not "none".
    public static readonly string[] All =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];
}
