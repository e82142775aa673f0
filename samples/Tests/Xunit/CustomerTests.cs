using Allocator;
using Xunit;

namespace Samples;

/// <summary>Runs at the same time as <see cref="OrderTests"/>, with a database of its own: the same keys do not meet.</summary>
public sealed class CustomerTests(InstanceFixture<Postgres> postgres) : IClassFixture<InstanceFixture<Postgres>>
{
    [Fact]
    public async Task Customers_are_those_of_this_class_alone()
    {
        await using var orders = await Orders.OpenAsync(postgres.GetConnectionString());
        await orders.AddAsync(1, "Grace", 3m);

        Assert.Equal(["Grace"], await orders.CustomersAsync());
    }
}
