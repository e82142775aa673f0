using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Allocator;

/// <summary>The cluster in whose pod the process runs.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/"/>.</remarks>
internal static class InClusterConnection
{
    /// <summary>Why the process does not seem to run in a pod; null if it does.</summary>
    public static string? Obstacle(ConnectionEnvironment environment)
    {
        string[] variables = ["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"];
        if (variables.FirstOrDefault(v => string.IsNullOrEmpty(environment.Variable(v))) is { } unset)
            return $"the environment variable {unset} is not set";
        var token = TokenPath(environment);
        return File.Exists(token) ? null : $"there is no file '{token}'";
    }

    public static ClusterConnection Read(ConnectionEnvironment environment)
    {
        if (Obstacle(environment) is { } obstacle)
            throw new ClusterUnavailableException($"This process does not run in a pod with a service account: {obstacle}.");

        var host = environment.Variable("KUBERNETES_SERVICE_HOST")!;
        var authoritiesPath = Path.Combine(environment.ServiceAccountDirectory, "ca.crt");
        var namespacePath = Path.Combine(environment.ServiceAccountDirectory, "namespace");
        return new(new Uri($"https://{(host.Contains(':') ? $"[{host}]" : host)}:{environment.Variable("KUBERNETES_SERVICE_PORT")}"))
        {
            Namespace = File.Exists(namespacePath) && File.ReadAllText(namespacePath).Trim() is { Length: > 0 } name ? name : "default",
            Source = "the pod's service account",
            IsInCluster = true,
            Trust = new() { Authorities = ReadAuthorities(authoritiesPath), AuthoritiesSource = $"'{authoritiesPath}'" },
            Credentials = new TokenFileCredentials(TokenPath(environment), "the pod's service account", environment.TimeProvider),
            TimeProvider = environment.TimeProvider,
        };
    }

    private static string TokenPath(ConnectionEnvironment environment) => Path.Combine(environment.ServiceAccountDirectory, "token");

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(File.ReadAllText(path));
            return authorities;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterUnavailableException($"The service account's authority, '{path}', cannot be read: {e.Message}", e);
        }
    }
}
