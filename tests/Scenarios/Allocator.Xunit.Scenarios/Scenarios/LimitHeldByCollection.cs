namespace Scenarios;

[CollectionDefinition("holders")]
public sealed class Holders : ICollectionFixture<InstanceFixture<Held>>;

/// <summary>Its collection has the only place until after it.</summary>
[Collection("holders")]
public sealed class LimitHeldByCollection(LimitHeldByCollection.Fixture fixture) : IClassFixture<LimitHeldByCollection.Fixture>
{
    [Fact]
    public void Cannot_have_one() => Assert.NotNull(fixture.Instance);

    public sealed class Fixture : InstanceFixture<Held>;
}
