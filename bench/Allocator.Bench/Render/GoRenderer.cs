using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Allocator.Bench.Render;

/// <summary>Measures Go's text/template, by the program in <c>bench/go/render</c>.</summary>
internal sealed class GoRenderer : IDisposable
{
    private readonly string _program;

    private GoRenderer(string program) => _program = program;

    /// <summary>Builds the program; null if there is no Go on the machine.</summary>
    public static GoRenderer? Build()
    {
        var go = new GoRenderer(Path.Combine(Directory.CreateTempSubdirectory("allocator-bench-").FullName, "render"));
        try
        {
            Run("go", ["build", "-o", go._program, "."], "", SourceFolder());
            return go;
        }
        catch (Exception failure)
        {
            go.Dispose();
            if (failure is Win32Exception)
                return null;
            throw;
        }
    }

    public IReadOnlyList<Rendering> Measure(IEnumerable<RenderCase> cases)
    {
        var input = JsonSerializer.Serialize(cases.Select(one => new { one.Template, Data = one.Data.Values }));
        return JsonSerializer.Deserialize<List<Rendering>>(Run(_program, [], input, null))!;
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_program)!, recursive: true);

    private static string SourceFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "bench", "go", "render");
            if (Directory.Exists(source))
                return source;
        }

        throw new DirectoryNotFoundException("bench/go/render is not in a folder above the program.");
    }

    private static string Run(string program, IEnumerable<string> arguments, string input, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder ?? "" };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed with exit code {process.ExitCode}.");
    }
}
