using System.Text.Json.Serialization;

namespace Allocator;

/// <summary>What is known of an instance.</summary>
public sealed record Instance
{
    /// <summary>The name: <c>&lt;service&gt;-&lt;8 hex digits&gt;</c>. The original calls it the handle.</summary>
    public required string Name { get; init; }

    /// <summary>The uid of the instance's root object; no other instance, past or future, has it.</summary>
    public required string Uid { get; init; }

    /// <summary>The service it is an instance of.</summary>
    public required string Service { get; init; }

    /// <summary>The namespace it lives in.</summary>
    public required string Namespace { get; init; }

    /// <summary>Who it belongs to.</summary>
    public required string Owner { get; init; }

    /// <summary>How far it is.</summary>
    public required InstanceState State { get; init; }

    /// <summary>When it was created, by the API server's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it became ready; null if it has not.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>How long it outlives its last renewal; null if it stays until it is destroyed or its lifetime ends.</summary>
    /// <remarks>In JSON a number of seconds.</remarks>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Lease { get; init; }

    /// <summary>When it is taken away unless its lease is renewed before, at <see cref="EndsAt"/> at the latest; null if it stays until it is destroyed.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it is taken away though it is held: the end of its <see cref="ServiceOptions.Lifetime"/>; null if it has none.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The name under which the instance should publish itself: <c>&lt;mount root&gt;/&lt;name&gt;</c>.</summary>
    public required string MountName { get; init; }

    /// <summary>The names by which access lists know the creator.</summary>
    public IReadOnlyList<string> BlessingNames { get; init; } = [];

    /// <summary>The service's version at creation, as its options say it.</summary>
    public string Version { get; init; } = "";

    /// <summary>How many pods the template asks for.</summary>
    public int Replicas { get; init; }

    /// <summary>The parameters it was created with.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it came from; null if its creator did not say.</summary>
    public InstanceOrigin? Origin { get; init; }
}
