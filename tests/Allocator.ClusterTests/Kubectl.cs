using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Allocator;

/// <summary>
/// Runs the real kubectl in one namespace; other ones are reached with <see cref="In"/>, or by <c>-n</c> among the arguments. It sets up
/// what a test needs and is a witness that shares nothing with the code under test.
/// </summary>
internal sealed class Kubectl(string kubeconfig, string ns, string cacheFolder)
{
    /// <summary>Whether there is a kubectl on the <c>PATH</c>.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl")));

    /// <summary>The same in another namespace.</summary>
    public Kubectl In(string other) => new(kubeconfig, other, cacheFolder);

    /// <summary>Runs kubectl and returns its output.</summary>
    /// <exception cref="KubectlException">kubectl ended with another exit code than 0.</exception>
    public Task<string> RunAsync(params string[] arguments) =>
        ExecuteAsync(arguments, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Creates what <c>kubectl create</c> makes of these arguments.</summary>
    public async Task CreateAsync(params string[] arguments)
    {
        // By itself kubectl would send it as protobuf, which the embedded cluster does not take; what it reads it sends as JSON.
        var made = await RunAsync(["create", .. arguments, "--dry-run=client", "-o", "json"]);
        await ExecuteAsync(["create", "-f", "-"], made, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the user may read these: what authorizes learns of a new binding a little after that can be read.</summary>
    public Task UntilAllowedAsync(string resource = "leases") => Eventually.FoundAsync(async () =>
    {
        try
        {
            await RunAsync("get", resource);
            return this;
        }
        catch (KubectlException refused) when (refused.Message.Contains("is forbidden", StringComparison.Ordinal))
        {
            return null;
        }
    });

    /// <summary>Waits until pods are admitted: they are not as long as there is no default service account, or no token of it.</summary>
    public Task UntilPodsAreAdmittedAsync() => Eventually.FoundAsync(async () =>
    {
        const string probe = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "probe"}, "spec": {"containers": [{"name": "main", "image": "registry.local/absent:1"}]}}
            """;
        try
        {
            await ExecuteAsync(["create", "--raw", $"/api/v1/namespaces/{ns}/pods?dryRun=All", "-f", "-"], probe, TestContext.Current.CancellationToken);
            return this;
        }
        catch (KubectlException)
        {
            return null;
        }
    });

    /// <summary>Runs <c>kubectl get … -o json</c>.</summary>
    public async Task<JsonObject> GetJsonAsync(params string[] arguments) =>
        JsonNode.Parse(await RunAsync(["get", .. arguments, "-o", "json"]))!.AsObject();

    /// <summary>Starts kubectl, with its standard streams redirected.</summary>
    public Process Start(IReadOnlyList<string> arguments)
    {
        // A cache of its own: the usual one would answer for an earlier cluster at the same address.
        string[] all = ["--kubeconfig", kubeconfig, "--cache-dir", Path.Combine(cacheFolder, "cache"), "--namespace", ns, .. arguments];
        return Process.Start(new ProcessStartInfo("kubectl", all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Runs kubectl with this standard input and returns its output.</summary>
    public async Task<string> ExecuteAsync(IReadOnlyList<string> arguments, string? input = null, CancellationToken cancellationToken = default)
    {
        using var process = Start(arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? await output : throw new KubectlException(arguments, process.ExitCode, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
