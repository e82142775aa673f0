namespace Allocator;

/// <summary>An instance of a service for a test class (<c>IClassFixture</c>), a collection (<c>ICollectionFixture</c>) or, in xUnit v3, a test assembly (<c>AssemblyFixture</c>).</summary>
/// <typeparam name="TService">The service.</typeparam>
public partial class InstanceFixture<TService> : InstanceFixtureBase
    where TService : ServiceDefinition, new()
{
    /// <summary>The instance.</summary>
    /// <exception cref="AllocatorException">Set-up has failed or is not done; the failure of the set-up is thrown again.</exception>
    public TestInstance Instance => InstanceOf<TService>();

    /// <inheritdoc cref="TestInstance.Secret" />
    public IReadOnlyDictionary<string, string> Secret => Instance.Secret;

    /// <inheritdoc cref="TestInstance.GetEndpoint" />
    public InstanceEndpoint GetEndpoint(string? port = null) => Instance.GetEndpoint(port);

    /// <inheritdoc cref="TestInstance.GetConnectionString" />
    public string GetConnectionString(string? name = null) => Instance.GetConnectionString(name);

    /// <inheritdoc cref="TestInstance.ExecAsync(string[])" />
    public Task<ExecResult> ExecAsync(params string[] command) => Instance.ExecAsync(command);

    /// <inheritdoc cref="TestInstance.ExecAsync(IReadOnlyList{string}, CancellationToken)" />
    public Task<ExecResult> ExecAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => Instance.ExecAsync(command, cancellationToken);

    /// <inheritdoc cref="TestInstance.ReadLogsAsync" />
    public Task<string> ReadLogsAsync(CancellationToken cancellationToken = default) => Instance.ReadLogsAsync(cancellationToken);
}
