namespace Allocator.Connections;

/// <summary>Exec plugins that are shell scripts; each run leaves a line in a file.</summary>
internal sealed class PluginScript(TemporaryDirectory directory)
{
    private const string Version = "client.authentication.k8s.io/v1";

    public int Runs => File.Exists(RunsPath) ? File.ReadAllLines(RunsPath).Length : 0;

    private string RunsPath => Path.Combine(directory.Path, "runs");

    /// <summary>A connection whose user runs <paramref name="script"/>; <c>$n</c> in it is the number of the run.</summary>
    /// <param name="script">What it does.</param>
    /// <param name="clock">The clock of expiry and timeouts.</param>
    /// <param name="cluster">The cluster's fields.</param>
    /// <param name="exec">Further fields of <c>exec</c>.</param>
    public ClusterConnection Connect(string script, TimeProvider? clock = null, string cluster = "server: https://127.0.0.1", string exec = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugins of these tests are shell scripts.");
        directory.Write("plugin.sh", $"cd '{directory.Path}'\necho run >> runs\nn=$(wc -l < runs | tr -d ' ')\n{script}\n");
        var user = $"exec: {{apiVersion: {Version}, command: sh, args: ['{directory.Path}/plugin.sh', argument], {exec}}}";
        return ClusterConnection.FromKubeconfigText(KubeconfigText.Write(cluster, user), null, null, "kubeconfig", clock ?? TimeProvider.System);
    }

    /// <summary>The command that writes an <c>ExecCredential</c>; the status' members in JSON, where <c>$n</c> is the number of the run.</summary>
    public static string Give(string status, string version = Version) => $$"""
        cat <<END
        {"kind": "ExecCredential", "apiVersion": "{{version}}", "status": { {{status}} } }
        END
        """;
}
