using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>The file of a <c>serviceAccountToken</c> projection, which is renewed long before its token runs out.</summary>
internal sealed class ProjectedToken(JsonElement source, string directory)
{
    private const long DefaultLifetime = 3600;
    private const double RenewedAfter = 0.8;

    public DateTimeOffset RenewAt { get; private set; }

    /// <exception cref="ConfigurationException">There is no source of tokens.</exception>
    public void Write(VolumeContext context, DateTimeOffset now)
    {
        if (context.Tokens is not { } tokens)
            throw new ConfigurationException("failed to fetch token: the embedded cluster has no source of tokens");
        var lifetime = TimeSpan.FromSeconds(source.Number("expirationSeconds") ?? DefaultLifetime);
        var file = Path.Join(directory, source.Text("path"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, tokens(context.Pod, source.Text("audience"), lifetime));
        RenewAt = now + (lifetime * RenewedAfter);
    }
}
