namespace Allocator;

/// <summary>SQL Server, Developer edition, with its databases on a disk of 2 GiB and the user <c>sa</c>. It needs 2 GiB of memory.</summary>
/// <remarks>Who uses it accepts the licence of Microsoft SQL Server. Its connection string <c>sqlserver</c> is what Microsoft.Data.SqlClient reads. Parameter: <c>image</c> (<c>mcr.microsoft.com/mssql/server:2022-latest</c>).</remarks>
public class SqlServerService : ServiceDefinition
{
    /// <summary><c>sqlserver</c>.</summary>
    public override string Name => "sqlserver";

    /// <summary>Sets template, disk, credentials and parameters; a derived class calls this and then changes what it likes.</summary>
    public override void Configure(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Template = EmbeddedTemplate.Read("sqlserver.yaml.gotmpl");
        options.Disk.Size = "2Gi";
        options.AddPassword();
        options.AddImage("mcr.microsoft.com/mssql/server:2022-latest");
    }
}
