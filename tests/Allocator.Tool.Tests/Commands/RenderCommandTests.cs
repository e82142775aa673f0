namespace Allocator.Tool.Tests;

public sealed class RenderCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-tool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Render_prints_the_sample_and_needs_no_cluster()
    {
        var template = Write("kv.yaml.gotmpl", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}\ndata:\n  owner: {{ .Owner | quote }}\n  where: {{ .MountName }}");

        var said = await RunAsync("render", "--template", template, "--identity", "somebody", "--namespace", "tests");

        const string text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kv-1a2b3c4d\ndata:\n  owner: \"somebody\"\n  where: tests/sb/kv-1a2b3c4d\n";
        Assert.Equal(new Said(0, text, ""), said);
    }

    [Fact]
    public async Task Render_takes_parameters_and_makes_up_those_that_are_required()
    {
        Write("kv.yaml.gotmpl", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}\ndata:\n  all: {{ .Parameters.mode }} {{ .Parameters.edition }}\n");
        var config = Write(
            "allocator.json",
            """{"Allocator": {"Services": {"kv": {"TemplatePath": "kv.yaml.gotmpl", "Parameters": {"mode": {"Required": true, "AllowedValues": ["fast", "safe"]}, "edition": "basic"}}}}}""");

        var said = await RunAsync("render", "--config", config, "--param", "edition=full");
        var wrong = await RunAsync("render", "kv", "--config", config, "--param", "colour=red");

        Assert.Contains("  all: fast full\n", said.Output, StringComparison.Ordinal);
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("colour", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_template_that_is_wrong_names_the_place()
    {
        var said = await RunAsync("render", "--template", Write("kv.yaml.gotmpl", "kind: {{ .Nmae }\n"));

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("allocator: kv.yaml.gotmpl(1,", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_offline_finds_what_cannot_be_part_of_an_instance()
    {
        var wrong = await RunAsync("validate", "--offline", "--template", Write("kv.yaml.gotmpl", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {{ .Name }}\n"));
        var right = await RunAsync("validate", "--offline", "--template", Path.Combine(AppContext.BaseDirectory, "echo.yaml.gotmpl"));

        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("Namespace", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(new Said(0, "echo is valid, as far as can be told without the cluster: PersistentVolumeClaim, Deployment\n", ""), right);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static Task<Said> RunAsync(params string[] arguments) => ToolRun.RunBareAsync(TestContext.Current.CancellationToken, arguments);
}
