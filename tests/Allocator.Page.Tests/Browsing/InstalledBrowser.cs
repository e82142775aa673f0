namespace Allocator;

/// <summary>The Chromium that this machine has.</summary>
internal static class InstalledBrowser
{
    public const string Missing = "There is no Chromium on the PATH. Install one (Debian: apt-get install chromium), or set ALLOCATOR_TEST_BROWSER to its program.";

    /// <summary>It runs in containers too, as root, and calls nobody but the page's server.</summary>
    public static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"];

    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ALLOCATOR_TEST_BROWSER") is { Length: > 0 } named)
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
