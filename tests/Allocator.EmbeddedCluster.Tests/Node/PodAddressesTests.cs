namespace Allocator.Embedded;

public sealed class PodAddressesTests
{
    [Fact]
    public void Claim_gives_every_cluster_its_own_range()
    {
        using var one = PodAddresses.Claim();
        using var other = PodAddresses.Claim();

        Assert.NotEqual(one.HostAddress, other.HostAddress);
        Assert.Equal(one.HostAddress.GetAddressBytes()[..2], one.Take().GetAddressBytes()[..2]);
    }

    [Fact]
    public void Take_gives_an_address_again_only_after_it_was_returned()
    {
        using var addresses = PodAddresses.Claim();
        var all = Enumerable.Range(0, 254 * 254).Select(_ => addresses.Take()).ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.DoesNotContain(addresses.HostAddress, all);
        Assert.All(all, address => Assert.DoesNotContain(address.GetAddressBytes()[3], (byte[])[0, 255]));
        Assert.Throws<InvalidOperationException>(() => addresses.Take());
        addresses.Return(all[77]);
        Assert.Equal(all[77], addresses.Take());
    }
}
