namespace Allocator.Manifests;

/// <summary>Text is not JSON or YAML; the reader makes it a <see cref="TemplateException"/>.</summary>
internal sealed class ManifestSyntaxException(int offset, string problem, Exception? cause = null) : Exception(problem, cause)
{
    /// <summary>Where in the text.</summary>
    public int Offset { get; } = offset;
}
