using Npgsql;

namespace Allocator;

public sealed class PostgresServiceTests(ClusterFixture cluster)
{
    [RealClusterFact]
    public async Task Rows_are_there_after_the_pod_was_replaced()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var postgres = await ServiceInstance.CreateAsync(cluster, new PostgresService(), ("image", "registry.local/postgres:15"), ("database", "orders"));
        await using var database = NpgsqlDataSource.Create(await postgres.Handle.GetConnectionStringAsync("postgres", cancellationToken));
        await using (var insert = database.CreateCommand("CREATE TABLE notes (text text); INSERT INTO notes VALUES (current_database())"))
            await insert.ExecuteNonQueryAsync(cancellationToken);

        await postgres.ReplacePodAsync();
        database.Clear();

        await using var select = database.CreateCommand("SELECT text FROM notes");
        Assert.Equal("orders", await select.ExecuteScalarAsync(cancellationToken));
    }

    [RealClusterFact]
    public async Task Wrong_password_is_refused()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var postgres = await ServiceInstance.CreateAsync(cluster, new PostgresService(), ("image", "registry.local/postgres:15"));
        await using var database = NpgsqlDataSource.Create(await postgres.Handle.GetConnectionStringAsync("postgres", cancellationToken) + "x");

        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await database.OpenConnectionAsync(cancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }
}
