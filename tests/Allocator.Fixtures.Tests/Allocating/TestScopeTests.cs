namespace Allocator;

public sealed class TestScopeTests
{
    private static readonly TestScope s_assembly = new(typeof(TestScopeTests).Assembly, "assembly");
    private static readonly TestScope s_orders = s_assembly with { Name = "orders", Parent = s_assembly };
    private static readonly TestScope s_class = s_assembly with { Name = "OrderTests", Parent = s_orders };

    [Fact]
    public void IsWithin_itself_and_what_encloses_it()
    {
        Assert.True(s_class.IsWithin(s_class));
        Assert.True(s_class.IsWithin(s_orders));
        Assert.True(s_class.IsWithin(s_assembly));
    }

    [Fact]
    public void IsWithin_not_what_it_encloses_nor_its_neighbours()
    {
        Assert.False(s_assembly.IsWithin(s_class));
        Assert.False(s_class.IsWithin(s_class with { Name = "CartTests" }));
        Assert.False(s_class.IsWithin(s_orders with { Name = "carts" }));
    }
}
