namespace Allocator;

/// <summary>PostgreSQL with a database on a disk of 1 GiB and the user <c>postgres</c>.</summary>
/// <remarks>Its connection string <c>postgres</c> is what Npgsql reads. Parameters: <c>image</c> (<c>postgres:18</c>), <c>database</c> (<c>app</c>), <c>user</c> (999), which is 70 for images of Alpine.</remarks>
public class PostgresService : ServiceDefinition
{
    /// <summary><c>postgres</c>.</summary>
    public override string Name => "postgres";

    /// <summary>Sets template, disk, credentials and parameters; a derived class calls this and then changes what it likes.</summary>
    public override void Configure(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Template = EmbeddedTemplate.Read("postgres.yaml.gotmpl");
        options.Disk.Size = "1Gi";
        options.AddPassword();
        options.AddImage("postgres:18");
        options.AddDatabase("the database that is made");
        options.Parameters["user"] = new() { Type = ParameterType.Integer, Default = "999", Description = "the number of the image's user 'postgres': 70 in images of Alpine" };
    }
}
