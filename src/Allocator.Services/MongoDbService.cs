namespace Allocator;

/// <summary>MongoDB, a single server, with its databases on a disk of 2 GiB and the user <c>root</c>.</summary>
/// <remarks>Its connection string <c>mongodb</c> is the URI that MongoDB.Driver reads. Parameters: <c>image</c> (<c>mongo:8</c>), <c>database</c> (<c>app</c>).</remarks>
public class MongoDbService : ServiceDefinition
{
    /// <summary><c>mongodb</c>.</summary>
    public override string Name => "mongodb";

    /// <summary>Sets template, disk, credentials and parameters; a derived class calls this and then changes what it likes.</summary>
    public override void Configure(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Template = EmbeddedTemplate.Read("mongodb.yaml.gotmpl");
        options.Disk.Size = "2Gi";
        options.AddPassword();
        options.AddImage("mongo:8");
        options.AddDatabase("the database that the connection string names");
    }
}
