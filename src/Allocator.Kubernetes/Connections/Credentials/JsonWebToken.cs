using System.Buffers.Text;
using System.Text.Json;

namespace Allocator;

/// <summary>Reads what a token says of itself, without believing it.</summary>
internal static class JsonWebToken
{
    /// <summary>The <c>exp</c> claim; null if the text is no JWT or has none.</summary>
    /// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4"/>.</remarks>
    public static DateTimeOffset? ReadExpiry(string token) => Read(token, "exp", exp =>
        exp.ValueKind == JsonValueKind.Number && exp.TryGetDouble(out var seconds) ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : (DateTimeOffset?)null);

    /// <summary>The <c>sub</c> claim; null if the text is no JWT or has none.</summary>
    public static string? ReadSubject(string token) => Read(token, "sub", sub => sub.ValueKind == JsonValueKind.String ? sub.GetString() : null);

    private static T? Read<T>(string token, string claim, Func<JsonElement, T?> read)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return default;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty(claim, out var value) ? read(value) : default;
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentOutOfRangeException)
        {
            return default;
        }
    }
}
