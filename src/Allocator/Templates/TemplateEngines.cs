namespace Allocator;

/// <summary>The template engines that there are.</summary>
internal sealed class TemplateEngines(IEnumerable<ITemplateEngine> engines)
{
    private readonly List<ITemplateEngine> _engines = [.. engines];

    /// <summary>The engine that an option names, or else the one that a file's name tells, or else the first one, which is Go's.</summary>
    /// <exception cref="AllocatorException">There is no such engine; the message lists those there are.</exception>
    public ITemplateEngine For(string? fileName, string? option)
    {
        if (option is not null)
        {
            return _engines.Find(engine => string.Equals(engine.Name, option, StringComparison.OrdinalIgnoreCase))
                ?? throw new AllocatorException($"There is no template engine '{option}'. There are: {List()}.");
        }

        if (fileName is null)
            return _engines[0];
        return _engines.Find(engine => engine.FileSuffixes.Any(suffix => fileName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)))
            ?? throw new AllocatorException(
                $"The name of '{fileName}' does not tell its template engine. Rename it, or set {nameof(ServiceOptions.TemplateEngine)} to one of these: {List()}.");
    }

    private string List() => string.Join(", ", _engines.Select(engine => $"{engine.Name} ({string.Join(" ", engine.FileSuffixes)})"));
}
