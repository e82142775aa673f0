namespace Allocator;

/// <summary>A service's template: read again when its file changes, parsed once for each content.</summary>
internal sealed class ServiceTemplate(string service, ServiceOptions options, TemplateEngines engines)
{
    private readonly Lock _gate = new();
    private ITemplate? _parsed;
    private (DateTime WrittenAt, long Length) _version;

    /// <summary>What messages call the template.</summary>
    public string Name => options.TemplatePath is { } path ? Path.GetFileName(path) : $"template of '{service}'";

    /// <exception cref="TemplateException">The file cannot be read, or is not a template.</exception>
    public ITemplate Get()
    {
        lock (_gate)
        {
            if (options.Template is { } text)
                return _parsed ??= engines.For(null, options.TemplateEngine).Parse(new TemplateSource(Name, text));

            var file = new FileInfo(TemplateFile.Resolve(options.TemplatePath!));
            try
            {
                // A file that does not exist has the length of no file: opening it says so.
                var version = (file.Exists ? file.LastWriteTimeUtc : default, file.Exists ? file.Length : -1);
                if (_parsed is null || version != _version)
                    (_parsed, _version) = (engines.For(file.Name, options.TemplateEngine).Parse(new TemplateSource(Name, File.ReadAllText(file.FullName))), version);
                return _parsed;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new TemplateException(options.TemplatePath!, null, $"the template of service '{service}' cannot be read ({file.FullName}): {failure.Message}", failure);
            }
        }
    }
}
