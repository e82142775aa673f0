namespace Allocator;

/// <summary>Redis, which writes every change to a disk of 1 GiB.</summary>
/// <remarks>Its connection string <c>redis</c> is what StackExchange.Redis reads. Parameter: <c>image</c> (<c>redis:8</c>).</remarks>
public class RedisService : ServiceDefinition
{
    /// <summary><c>redis</c>.</summary>
    public override string Name => "redis";

    /// <summary>Sets template, disk, credentials and parameters; a derived class calls this and then changes what it likes.</summary>
    public override void Configure(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Template = EmbeddedTemplate.Read("redis.yaml.gotmpl");
        options.Disk.Size = "1Gi";
        options.AddPassword();
        options.AddImage("redis:8");
    }
}
