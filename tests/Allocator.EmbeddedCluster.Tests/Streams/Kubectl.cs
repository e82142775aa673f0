using System.Diagnostics;

namespace Allocator.Embedded.Tests.Streams;

/// <summary>A kubectl of this machine, and which of its ways to stream it takes.</summary>
public sealed class Kubectl
{
    private const string OnPath = "kubectl";
    private const string Script = "script";

    /// <summary>The one that belongs to eng/cluster, of Kubernetes 1.20.</summary>
    private static readonly string s_old = Path.Combine(
        Environment.GetEnvironmentVariable("CLUSTER_HOME") ?? Path.Combine(CacheHome, "debian-cluster"), "tools/usr/bin/kubectl");

    private readonly string _path;
    private readonly bool _webSockets;

    private Kubectl(string path, bool webSockets) => (_path, _webSockets) = (path, webSockets);

    private static string CacheHome => Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    /// <summary>The kubectl that a test names; skips the test if there is none.</summary>
    public static Kubectl Of(KubectlKind kind)
    {
        var path = kind == KubectlKind.Old ? s_old : OnPath;
        Assert.SkipUnless(kind == KubectlKind.Old ? File.Exists(path) : IsOnPath(OnPath), $"There is no kubectl at {path}.");
        return new(path, kind == KubectlKind.NewOverWebSocket);
    }

    /// <summary>Starts it, with its streams redirected.</summary>
    internal Process Start(KubectlTarget target, params string[] arguments) => Start(_path, target, [.. CacheOf(target), .. arguments]);

    /// <summary>Runs it to its end.</summary>
    internal Task<KubectlResult> RunAsync(KubectlTarget target, Stream? input, params string[] arguments) =>
        RunAsync(Start(target, arguments), input);

    /// <summary>Runs it to its end in a terminal of its own; skips the test where there is none to be had.</summary>
    internal Task<KubectlResult> RunInTerminalAsync(KubectlTarget target, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && IsOnPath(Script), "There is no script(1), which makes terminals.");
        return RunAsync(Start(Script, target, "-qec", $"'{_path}' {string.Join(' ', [.. CacheOf(target), .. arguments])}", "/dev/null"), null);
    }

    /// <summary>A cache of its own: the usual one would answer for an earlier server at the same address.</summary>
    private static string[] CacheOf(KubectlTarget target) => ["--cache-dir", target.CacheFolder];

    private static async Task<KubectlResult> RunAsync(Process process, Stream? input)
    {
        var token = TestContext.Current.CancellationToken;
        using (process)
        await using (token.Register(process.Kill))
        {
            var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, token);
            var error = process.StandardError.ReadToEndAsync(token);
            if (input is not null)
                await input.CopyToAsync(process.StandardInput.BaseStream, token);
            process.StandardInput.Close();
            await reading;
            await process.WaitForExitAsync(token);
            return new(process.ExitCode, output.ToArray(), await error);
        }
    }

    private Process Start(string program, KubectlTarget target, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["KUBECONFIG"] = target.Kubeconfig,
                ["KUBECTL_REMOTE_COMMAND_WEBSOCKETS"] = _webSockets ? "true" : "false",
                ["KUBECTL_PORT_FORWARD_WEBSOCKETS"] = _webSockets ? "true" : "false",
            },
        })!;

    private static bool IsOnPath(string program) => Environment.GetEnvironmentVariable("PATH")!
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}

/// <summary>The kinds of kubectl, by how they stream.</summary>
public enum KubectlKind
{
    /// <summary>The one on the path, which speaks WebSocket first.</summary>
    NewOverWebSocket,

    /// <summary>The one on the path, told to speak SPDY.</summary>
    NewOverSpdy,

    /// <summary>The one of Kubernetes 1.20, which speaks SPDY.</summary>
    Old,
}

/// <summary>Where kubectl goes.</summary>
/// <param name="Kubeconfig">The path of its kubeconfig.</param>
/// <param name="CacheFolder">A folder for what it has learnt of the server.</param>
internal sealed record KubectlTarget(string Kubeconfig, string CacheFolder);

/// <summary>How kubectl ended.</summary>
internal sealed record KubectlResult(int ExitCode, byte[] Output, string Error)
{
    public string OutputText => System.Text.Encoding.UTF8.GetString(Output);
}
