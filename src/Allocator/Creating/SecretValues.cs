using System.Text;
using System.Text.Json.Nodes;
using Allocator.Manifests;

namespace Allocator;

/// <summary>The values that must be in no message: those of all Secrets of an instance.</summary>
internal static class SecretValues
{
    public static IEnumerable<string> Of(IEnumerable<PreparedObject> objects) =>
        objects.Where(obj => obj.Kind == ResourceKind.Secret).SelectMany(secret => Of(secret.Object));

    /// <summary>Those of one Secret.</summary>
    public static IEnumerable<string> Of(JsonObject secret)
    {
        foreach (var (_, value) in secret.Object("stringData") ?? [])
            yield return value.AsText() ?? "";
        foreach (var (_, value) in secret.Object("data") ?? [])
            yield return Decode(value.AsText() ?? "");
    }

    private static string Decode(string base64)
    {
        Span<byte> bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]) : base64;
    }
}
