namespace Allocator;

/// <summary>What a process is told about clusters by the place it runs in.</summary>
internal sealed record ConnectionEnvironment
{
    public static ConnectionEnvironment Process { get; } = new();

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public string HomeDirectory { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Where a pod finds its service account.</summary>
    public string ServiceAccountDirectory { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
