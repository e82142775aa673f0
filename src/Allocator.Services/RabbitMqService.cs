namespace Allocator;

/// <summary>RabbitMQ with its queues on a disk of 1 GiB and the user <c>app</c>, who may do everything.</summary>
/// <remarks>Its connection string <c>rabbitmq</c> is the URI that RabbitMQ.Client reads. Parameter: <c>image</c> (<c>rabbitmq:4</c>).</remarks>
public class RabbitMqService : ServiceDefinition
{
    /// <summary><c>rabbitmq</c>.</summary>
    public override string Name => "rabbitmq";

    /// <summary>Sets template, disk, credentials and parameters; a derived class calls this and then changes what it likes.</summary>
    public override void Configure(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Template = EmbeddedTemplate.Read("rabbitmq.yaml.gotmpl");
        options.Disk.Size = "1Gi";
        options.AddPassword();
        options.AddImage("rabbitmq:4");
    }
}
