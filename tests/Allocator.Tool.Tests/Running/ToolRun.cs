using System.Text.Json.Nodes;

namespace Allocator.Tool.Tests;

/// <summary>Runs the command in a namespace of its own, with a folder for files.</summary>
public sealed class ToolRun(ToolCluster cluster, string ns) : IDisposable
{
    public const string ConfigMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-tool-");

    public string Namespace => ns;

    public ToolCluster Cluster => cluster;

    public ClusterClient Admin => cluster.Admin;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string[] Where => ["--kubeconfig", cluster.Kubeconfig, "--namespace", ns, "--identity", "somebody"];

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Within this process.</summary>
    public Task<Said> RunAsync(params string[] arguments) => RunAsync(Token, arguments);

    public Task<Said> RunAsync(CancellationToken cancellationToken, params string[] arguments) => RunBareAsync(cancellationToken, Complete(Where, arguments));

    /// <summary>Without the options that say where, and without the environment.</summary>
    public static Task<Said> RunBareAsync(CancellationToken cancellationToken, params string[] arguments) => RunInAsync(new Dictionary<string, string>(), cancellationToken, arguments);

    /// <summary>With nothing in the environment but these variables.</summary>
    public static async Task<Said> RunInAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(arguments, output, TextWriter.Synchronized(error), environment.GetValueOrDefault, cancellationToken);
        return new Said(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>As a process of its own.</summary>
    public ToolProcess Start(params string[] arguments) => ToolProcess.Start(Complete(Where, arguments));

    /// <summary>Creates an instance of a ConfigMap, which is ready at once.</summary>
    public async Task<string> CreateAsync(params string[] arguments)
    {
        var said = await RunAsync(["create", "--template", Write("kv.yaml.gotmpl", ConfigMap), .. arguments]);
        Assert.True(said.ExitCode == 0, said.Error);
        return said.Output.Trim();
    }

    /// <summary>Creates an echo server.</summary>
    public async Task<string> CreateEchoAsync()
    {
        var said = await RunAsync("create", "--template", Path.Combine(AppContext.BaseDirectory, "echo.yaml.gotmpl"));
        Assert.True(said.ExitCode == 0, said.Error);
        return said.Output.Trim();
    }

    /// <summary>The names of the namespace's objects of a kind.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(ResourceKind kind) =>
        await Admin.ListAsync(kind, ns, null, Token).Select(item => item["metadata"]!["name"]!.GetValue<string>()).ToListAsync(Token);

    public async Task PublishAsync(string name, string settings, string template = ConfigMap)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["allocator.dev/role"] = "service" } },
            ["data"] = new JsonObject { ["service.yaml"] = settings, [$"{name}.yaml.gotmpl"] = template },
        };
        await Admin.CreateAsync(ResourceKind.ConfigMap, ns, body, null, Token);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The arguments with those that say where.</summary>
    public static string[] Complete(string[] where, string[] arguments)
    {
        // What follows -- belongs to another program.
        var end = Array.IndexOf(arguments, "--") is var at and >= 0 ? at : arguments.Length;
        return [.. arguments[..end], .. where, .. arguments[end..]];
    }
}
