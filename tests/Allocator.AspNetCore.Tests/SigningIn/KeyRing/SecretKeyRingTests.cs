using System.Text.Json.Nodes;
using System.Xml.Linq;
using Allocator.Server;

namespace Allocator;

public sealed class SecretKeyRingTests(ServerFixture fixture) : IAsyncLifetime
{
    private const string Name = "ring-tests";

    private readonly ClusterClient _client = new(ClusterConnection.FromKubeconfig(fixture.Cluster.Kubeconfig));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await _client.DeleteAsync(ResourceKind.Secret, "default", Name, null, Token);
        }
        catch (KubernetesException absent) when (absent.IsNotFound)
        {
            // The first test.
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public void Key_that_was_written_is_read_by_others()
    {
        Assert.Empty(Ring().GetAllElements());

        Ring().StoreElement(new XElement("key", new XAttribute("id", "1")), "key-1");

        Assert.Equal("""<key id="1" />""", Assert.Single(Ring().GetAllElements()).ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_two_who_write_a_key_at_once_the_second_takes_the_firsts(bool isThereOne)
    {
        if (isThereOne)
            Ring().StoreElement(new XElement("key", "old"), "key-0");
        var (first, second) = (Ring(), Ring());
        Assert.Equal(first.GetAllElements().Count, second.GetAllElements().Count);

        first.StoreElement(new XElement("key", "first"), "key-1");
        second.StoreElement(new XElement("key", "second"), "key-2");

        Assert.Equal(isThereOne ? ["old", "first"] : ["first"], second.GetAllElements().Select(element => element.Value));
    }

    [Fact]
    public async Task Of_many_who_write_the_first_key_at_once_one_does()
    {
        var rings = Enumerable.Range(0, 8).Select(_ => Ring()).ToList();
        foreach (var ring in rings)
            Assert.Empty(ring.GetAllElements());

        await Task.WhenAll(rings.Select((ring, index) => Task.Run(() => ring.StoreElement(new XElement("key", index), $"key-{index}"), Token)));

        Assert.All(rings, ring => Assert.Single(ring.GetAllElements()));
    }

    [Fact]
    public async Task Revocations_are_all_written()
    {
        var rings = Enumerable.Range(0, 4).Select(_ => Ring()).ToList();
        foreach (var ring in rings)
            ring.GetAllElements();

        await Task.WhenAll(rings.Select((ring, index) => Task.Run(() => ring.StoreElement(new XElement("revocation", index), $"revocation-{index}"), Token)));

        Assert.Equal(["0", "1", "2", "3"], Ring().GetAllElements().Select(element => element.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Key_is_written_anew_when_the_Secret_was_deleted_meanwhile()
    {
        Ring().StoreElement(new XElement("key", "old"), "key-0");
        var ring = Ring();
        ring.GetAllElements();
        await _client.DeleteAsync(ResourceKind.Secret, "default", Name, null, Token);

        ring.StoreElement(new XElement("key", "new"), "key-1");

        Assert.Equal("new", Assert.Single(Ring().GetAllElements()).Value);
    }

    [Fact]
    public async Task Entry_that_is_no_key_is_named()
    {
        await _client.CreateAsync(
            ResourceKind.Secret,
            "default",
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Secret",
                ["metadata"] = new JsonObject { ["name"] = Name },
                ["data"] = new JsonObject { ["password"] = "c3dvcmRmaXNo" },
            },
            null,
            Token);

        var refusal = Assert.Throws<AllocatorException>(() => Ring().GetAllElements());

        Assert.Contains("'password'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", refusal.Message, StringComparison.Ordinal);
    }

    private SecretKeyRing Ring() => new(_client, "default", Name);
}
