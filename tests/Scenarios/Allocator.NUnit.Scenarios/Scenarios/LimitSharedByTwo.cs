namespace Scenarios;

/// <summary>There is one place for it and <see cref="LimitSharedByOne"/>.</summary>
public sealed class LimitSharedByTwo : InstanceTestBase<Shared>
{
    [Test]
    public async Task Has_the_only_place_for_a_while()
    {
        Assert.That(Instance, Is.Not.Null);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.CurrentContext.CancellationToken);
    }
}
