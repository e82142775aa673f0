namespace Allocator;

/// <summary>Where a template's file is.</summary>
internal static class TemplateFile
{
    /// <summary>Relative paths begin at the application's folder, where the build copies files to; if there is none, at the current directory.</summary>
    public static string Resolve(string path)
    {
        var beside = Path.GetFullPath(path, AppContext.BaseDirectory);
        return File.Exists(beside) || !File.Exists(path) ? beside : Path.GetFullPath(path);
    }
}
