using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>Reads the <c>exec</c> of a kubeconfig's user.</summary>
internal static class KubeconfigExec
{
    private const string Group = "client.authentication.k8s.io";

    public static ExecCredentials Read(KubeconfigNode exec, KubeconfigNode cluster, TimeProvider timeProvider)
    {
        var apiVersion = exec.RequiredText("apiVersion");
        if (apiVersion == $"{Group}/v1alpha1")
            throw exec.Error("apiVersion", $"'{apiVersion}' is no longer supported by any Kubernetes client; update the plugin and write {Group}/v1");
        if (apiVersion is not ($"{Group}/v1" or $"{Group}/v1beta1"))
            throw exec.Error("apiVersion", $"must be {Group}/v1 or {Group}/v1beta1, not '{apiVersion}'");
        if (exec.Text("interactiveMode") is { } mode && mode is not ("Never" or "IfAvailable"))
        {
            throw exec.Error("interactiveMode", mode == "Always"
                ? "is 'Always', but there is no terminal here for the plugin to ask its questions; use another plugin or other credentials"
                : $"must be Never or IfAvailable, not '{mode}'");
        }
        return new(
            new()
            {
                Source = $"{exec.Path} of {exec.File.Name}",
                ApiVersion = apiVersion,
                Command = ReadCommand(exec),
                Arguments = [.. exec.Texts("args")],
                Environment = [.. exec.Items("env").Select(e => KeyValuePair.Create(e.RequiredText("name"), e.Text("value") ?? ""))],
                InstallHint = exec.Text("installHint"),
                Info = CreateInfo(apiVersion, exec.Flag("provideClusterInfo") ? cluster : null).ToJsonString(),
            },
            timeProvider);
    }

    // A command with a directory begins at the kubeconfig; one without is looked for in PATH.
    private static string ReadCommand(KubeconfigNode exec)
    {
        var command = exec.RequiredText("command");
        return command.Contains('/') || command.Contains(Path.DirectorySeparatorChar) ? exec.FilePath("command")! : command;
    }

    private static JsonObject CreateInfo(string apiVersion, KubeconfigNode? cluster)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (cluster is not null)
            spec["cluster"] = CreateClusterInfo(cluster);
        return new() { ["apiVersion"] = apiVersion, ["kind"] = "ExecCredential", ["spec"] = spec };
    }

    private static JsonObject CreateClusterInfo(KubeconfigNode cluster)
    {
        var info = new JsonObject { ["server"] = cluster.RequiredText("server") };
        if (cluster.Text("tls-server-name") is { } name)
            info["tls-server-name"] = name;
        if (cluster.Flag("insecure-skip-tls-verify"))
            info["insecure-skip-tls-verify"] = true;
        if (cluster.Data("certificate-authority-data", "certificate-authority") is { } authorities)
            info["certificate-authority-data"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(authorities.Text));
        if (cluster.Text("proxy-url") is { } proxy)
            info["proxy-url"] = proxy;
        // An extension of this name is meant for the plugin.
        if (cluster.Items("extensions").FirstOrDefault(e => e.Text("name") == $"{Group}/exec")?.Child("extension") is { } extension)
            info["config"] = extension.ToJson();
        return info;
    }
}
