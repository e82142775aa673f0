using Allocator;

namespace Samples;

/// <summary>A small key-value service, which brings its image to the embedded cluster: its tests run everywhere.</summary>
public sealed class KeyValue : ServiceDefinition, IEmbeddedService
{
    public override string Name => "keyvalue";

    public override void Configure(ServiceOptions options)
    {
        options.TemplatePath = "keyvalue.yaml.gotmpl";
        options.Disk.Size = "100Mi";
    }

    public void AddImages(EmbeddedImages images) => images.Add(KeyValueServer.Image, KeyValueServer.RunAsync);
}
