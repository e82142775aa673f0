using System.Text;

namespace Allocator;

/// <summary>Reads the values of an instance's Secret.</summary>
internal static class InstanceSecret
{
    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(AllocatorSession session, InstanceRecord record, CancellationToken cancellationToken)
    {
        if (!record.Kinds.Contains("v1/Secret"))
            return s_none;
        try
        {
            var secret = await session.Client.GetAsync(ResourceKind.Secret, session.Namespace, record.Name, cancellationToken).ConfigureAwait(false);
            return secret.Object("data") is { } data
                ? data.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetString(Convert.FromBase64String(data.Text(entry.Key) ?? "")))
                : s_none;
        }
        catch (KubernetesException absent) when (absent.IsNotFound)
        {
            return s_none;
        }
    }
}
