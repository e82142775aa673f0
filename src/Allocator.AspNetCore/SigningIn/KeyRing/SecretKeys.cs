using System.Text.Json.Nodes;

namespace Allocator.Server;

/// <summary>The Secret of the keys, as it was read.</summary>
/// <param name="Version">Its version; null if there is none.</param>
/// <param name="Entries">What is in it, in base64, by name.</param>
internal sealed record SecretKeys(string? Version, IReadOnlyDictionary<string, string> Entries)
{
    public static SecretKeys None { get; } = new(null, new Dictionary<string, string>());

    public static SecretKeys Of(JsonObject secret)
    {
        var entries = (secret["data"] as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => entry.Value?.GetValue<string>() ?? "");
        return new SecretKeys(secret.Text("metadata", "resourceVersion"), entries);
    }

    /// <summary>Whether it has a key that another state has not.</summary>
    public bool HasKeyBeside(SecretKeys other) =>
        Entries.Keys.Any(entry => entry.StartsWith("key-", StringComparison.Ordinal) && !other.Entries.ContainsKey(entry));
}
