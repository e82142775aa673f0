using Allocator;

[assembly: Parallelize(Scope = ExecutionScope.ClassLevel)]

namespace Samples;

[TestClass]
public sealed class OrderTests : InstanceTestBase<OrderTests, Postgres>
{
    [TestMethod]
    public async Task Orders_of_a_customer_add_up()
    {
        await using var orders = await Orders.OpenAsync(GetConnectionString());
        await orders.AddAsync(1, "Ada", 12.50m);
        await orders.AddAsync(2, "Ada", 7.50m);

        Assert.AreEqual(20m, await orders.TotalOfAsync("Ada"));
    }
}
