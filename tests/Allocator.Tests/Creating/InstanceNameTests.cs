namespace Allocator;

public sealed class InstanceNameTests
{
    [Fact]
    public void Random_is_the_service_and_eight_hex_digits()
    {
        var name = InstanceName.Random("kv", Random.Shared);

        Assert.Matches("^kv-[0-9a-f]{8}$", name.Name);
        Assert.Null(name.KeyHash);
        Assert.NotEqual(name.Name, InstanceName.Random("kv", Random.Shared).Name);
    }

    [Fact]
    public void FromKey_same_owner_service_and_key_is_the_same_name() =>
        Assert.Equal(InstanceName.FromKey("kv", "owner", "key", 0), InstanceName.FromKey("kv", "owner", "key", 0));

    [Fact]
    public void FromKey_counter_changes_the_name_but_not_the_hash()
    {
        var (first, second) = (InstanceName.FromKey("kv", "owner", "key", 0), InstanceName.FromKey("kv", "owner", "key", 1));

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(first.KeyHash, second.KeyHash);
    }

    [Theory]
    [InlineData("kv", "other", "key")]
    [InlineData("other", "owner", "key")]
    [InlineData("kv", "owner", "other")]
    public void FromKey_anything_else_is_another_hash(string service, string owner, string key) =>
        Assert.NotEqual(InstanceName.FromKey("kv", "owner", "key", 0).KeyHash, InstanceName.FromKey(service, owner, key, 0).KeyHash);
}
