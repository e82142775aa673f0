namespace Allocator;

/// <summary>Syncbase by its classic template, with a disk of 50 GiB; it lets in the administrators and the caller's blessing names.</summary>
/// <remarks>The template names the image. It has neither port nor probe: clients find it by its name <c>.MountName</c>.</remarks>
public class SyncbaseService : ServiceDefinition
{
    /// <summary><c>syncbase</c>.</summary>
    public override string Name => "syncbase";

    /// <summary>Sets the template; a derived class calls this and then changes what it likes.</summary>
    public override void Configure(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Template = EmbeddedTemplate.Read("syncbased-deployment.json-template");
    }
}
