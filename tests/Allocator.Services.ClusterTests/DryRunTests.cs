namespace Allocator;

/// <summary>Every ready-made service passes the API server's own checks, and none of its fields is unknown there.</summary>
public sealed class DryRunTests(ClusterFixture cluster)
{
    public static TheoryData<string> Services =>
        [.. typeof(PostgresService).Assembly.GetExportedTypes().Select(type => type.Name)];

    [ClusterTheory]
    [MemberData(nameof(Services))]
    public async Task Validate_service_with_its_defaults_passes(string type)
    {
        var service = (ServiceDefinition)Activator.CreateInstance(typeof(PostgresService).Assembly.GetType($"Allocator.{type}", throwOnError: true)!)!;
        await using var allocator = ServiceInstance.Allocate(cluster, service);

        Assert.Null(await Record.ExceptionAsync(() => allocator.ValidateAsync(cancellationToken: TestContext.Current.CancellationToken)));
    }
}
