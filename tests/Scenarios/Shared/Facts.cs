using System.Globalization;

namespace Scenarios;

/// <summary>What the scenarios tell the test that started them: files in the folder that it names.</summary>
internal static class Facts
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Folder = "SCENARIO_FACTS";

    /// <summary>The test process's id, for signals.</summary>
    public const string Process = "process";

    /// <summary>Writes a fact; who reads it finds the whole text or no file.</summary>
    public static void Write(string name, string text)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable(Folder)!, name);
        File.WriteAllText(path + "~", text);
        File.Move(path + "~", path, overwrite: true);
    }

    public static void WriteProcess() => Write(Process, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
}
