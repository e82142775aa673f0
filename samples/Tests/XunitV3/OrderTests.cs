using Allocator;
using Xunit;

namespace Samples;

public sealed class OrderTests(InstanceFixture<Postgres> postgres) : IClassFixture<InstanceFixture<Postgres>>
{
    [Fact]
    public async Task Orders_of_a_customer_add_up()
    {
        await using var orders = await Orders.OpenAsync(postgres.GetConnectionString());
        await orders.AddAsync(1, "Ada", 12.50m);
        await orders.AddAsync(2, "Ada", 7.50m);

        Assert.Equal(20m, await orders.TotalOfAsync("Ada"));
    }
}
