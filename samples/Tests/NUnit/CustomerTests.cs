using Allocator;
using NUnit.Framework;

namespace Samples;

/// <summary>Runs at the same time as <see cref="OrderTests"/>, with a database of its own: the same keys do not meet.</summary>
[Parallelizable]
public sealed class CustomerTests : InstanceTestBase<Postgres>
{
    [Test]
    public async Task Customers_are_those_of_this_class_alone()
    {
        await using var orders = await Orders.OpenAsync(GetConnectionString());
        await orders.AddAsync(1, "Grace", 3m);

        Assert.That(await orders.CustomersAsync(), Is.EqualTo(["Grace"]));
    }
}
