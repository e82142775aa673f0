namespace Allocator;

/// <summary>nginx with a page, or with a configuration; it has no disk.</summary>
/// <remarks>Its connection string <c>http</c> is a URL. Parameters: <c>image</c> (<c>nginx:1.28</c>), <c>page</c> (HTML), <c>configuration</c> (what stands in its server block).</remarks>
public class NginxService : ServiceDefinition
{
    /// <summary><c>nginx</c>.</summary>
    public override string Name => "nginx";

    /// <summary>Sets template, disk, credentials and parameters; a derived class calls this and then changes what it likes.</summary>
    public override void Configure(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Template = EmbeddedTemplate.Read("nginx.yaml.gotmpl");
        options.AddImage("nginx:1.28");
        options.Parameters["page"] = new() { Description = "the HTML of the page at /" };
        options.Parameters["configuration"] = new() { Description = "what stands in the server block, instead of the location of the page" };
    }
}
