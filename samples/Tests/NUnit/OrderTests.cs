using Allocator;
using NUnit.Framework;

namespace Samples;

[Parallelizable]
public sealed class OrderTests : InstanceTestBase<Postgres>
{
    [Test]
    public async Task Orders_of_a_customer_add_up()
    {
        await using var orders = await Orders.OpenAsync(GetConnectionString());
        await orders.AddAsync(1, "Ada", 12.50m);
        await orders.AddAsync(2, "Ada", 7.50m);

        Assert.That(await orders.TotalOfAsync("Ada"), Is.EqualTo(20m));
    }
}
