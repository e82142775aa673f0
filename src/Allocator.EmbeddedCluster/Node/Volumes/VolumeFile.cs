using System.Text.Json;

namespace Allocator.Embedded;

/// <summary>A file of a volume.</summary>
/// <param name="Path">Its path below the volume.</param>
/// <param name="Data">What is in it.</param>
/// <param name="Mode">Its mode; null for the volume's.</param>
internal sealed record VolumeFile(string Path, byte[] Data, int? Mode)
{
    private const int DefaultMode = 0x1A4; // 0644

    /// <summary>Writes the files of a volume into its directory.</summary>
    public static void WriteAll(string directory, IEnumerable<VolumeFile> files, JsonElement source)
    {
        Directory.CreateDirectory(directory);
        var defaultMode = (int)(source.Number("defaultMode") ?? DefaultMode);
        foreach (var file in files)
        {
            var path = System.IO.Path.Join(directory, file.Path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Data);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, (UnixFileMode)(file.Mode ?? defaultMode));
        }
    }

    public static int? ModeOf(JsonElement item) => (int?)item.Number("mode");
}
