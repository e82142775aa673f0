using System.Globalization;

namespace Scenarios;

/// <summary>What the scenarios tell the test that started them, and each other: files in the folder that it names.</summary>
internal static class Facts
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Folder = "SCENARIO_FACTS";

    /// <summary>The test process's id, for signals.</summary>
    public const string Process = "process";

    /// <summary>Writes a fact; who reads it finds the whole text or no file.</summary>
    public static void Write(string name, string text)
    {
        var path = PathOf(name);
        File.WriteAllText(path + "~", text);
        File.Move(path + "~", path, overwrite: true);
    }

    public static void WriteProcess() => Write(Process, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits until a fact is there.</summary>
    public static async Task<string> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (!File.Exists(PathOf(name)))
            await Task.Delay(TimeSpan.FromMilliseconds(100), either.Token);
        return await File.ReadAllTextAsync(PathOf(name), cancellationToken);
    }

    private static string PathOf(string name) => Path.Combine(Environment.GetEnvironmentVariable(Folder)!, name);
}
