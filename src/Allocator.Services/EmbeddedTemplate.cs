namespace Allocator;

/// <summary>The templates of the ready-made services, which the assembly brings along.</summary>
internal static class EmbeddedTemplate
{
    /// <summary>The text of a file of <c>templates/</c>, by its name.</summary>
    public static string Read(string file)
    {
        var stream = typeof(EmbeddedTemplate).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The assembly has no template '{file}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
