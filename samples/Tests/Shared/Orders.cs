using Npgsql;

namespace Samples;

/// <summary>The part of a shop that keeps its orders in PostgreSQL: what the samples test.</summary>
public sealed class Orders : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private Orders(NpgsqlDataSource database) => _database = database;

    /// <summary>Connects, and makes the table if it is not there.</summary>
    public static async Task<Orders> OpenAsync(string connectionString)
    {
        var orders = new Orders(NpgsqlDataSource.Create(connectionString));
        await using var command = orders._database.CreateCommand("CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY, customer text NOT NULL, total numeric NOT NULL)");
        await command.ExecuteNonQueryAsync();
        return orders;
    }

    public async Task AddAsync(int id, string customer, decimal total)
    {
        await using var command = _database.CreateCommand("INSERT INTO orders VALUES ($1, $2, $3)");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(customer);
        command.Parameters.AddWithValue(total);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What all orders of a customer come to.</summary>
    public async Task<decimal> TotalOfAsync(string customer)
    {
        await using var command = _database.CreateCommand("SELECT coalesce(sum(total), 0) FROM orders WHERE customer = $1");
        command.Parameters.AddWithValue(customer);
        return (decimal)(await command.ExecuteScalarAsync())!;
    }

    public async Task<IReadOnlyList<string>> CustomersAsync()
    {
        var customers = new List<string>();
        await using var command = _database.CreateCommand("SELECT DISTINCT customer FROM orders ORDER BY customer");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            customers.Add(rows.GetString(0));
        return customers;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
