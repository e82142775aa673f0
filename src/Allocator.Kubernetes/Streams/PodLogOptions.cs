using System.Globalization;

namespace Allocator;

/// <summary>Which part of a container's log is read.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod"/>.</remarks>
public sealed record PodLogOptions
{
    /// <summary>The container.</summary>
    /// <value>Null: the pod's only one.</value>
    public string? Container { get; init; }

    /// <summary>Whether to go on with what is written from now on, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether to read the log of the container's run before this one, for example of a container that crashed.</summary>
    public bool Previous { get; init; }

    /// <summary>Only so many lines, the last ones.</summary>
    /// <value>Null: all.</value>
    public int? TailLines { get; init; }

    /// <summary>Only what is not older than this; the server counts whole seconds.</summary>
    /// <value>Null: all. Not together with <see cref="SinceTime"/>.</value>
    public TimeSpan? Since { get; init; }

    /// <summary>Only what was written then or later; the server counts whole seconds.</summary>
    /// <value>Null: all. Not together with <see cref="Since"/>.</value>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Whether each line begins with its time.</summary>
    public bool Timestamps { get; init; }

    /// <summary>At most so many bytes; the last line may be cut.</summary>
    /// <value>Null: all.</value>
    public long? LimitBytes { get; init; }

    internal IEnumerable<(string Name, string? Value)> ToQuery()
    {
        if (Since is not null && SinceTime is not null)
            throw new ArgumentException($"{nameof(Since)} and {nameof(SinceTime)} exclude each other.");
        return
        [
            ("container", Container),
            ("follow", Flag(Follow)),
            ("previous", Flag(Previous)),
            ("tailLines", Number(TailLines)),
            ("sinceSeconds", Number(Since is { } since ? Math.Max(1, (long)Math.Ceiling(since.TotalSeconds)) : null)),
            ("sinceTime", SinceTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("timestamps", Flag(Timestamps)),
            ("limitBytes", Number(LimitBytes)),
        ];
    }

    private static string? Flag(bool value) => value ? "true" : null;

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
