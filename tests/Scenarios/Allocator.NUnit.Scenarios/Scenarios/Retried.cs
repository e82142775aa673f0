namespace Scenarios;

public sealed class Retried : InstanceTestBase<Quick>
{
    private int _attempts;

    [Test]
    [Retry(2)]
    public void Passes_in_the_end()
    {
        Facts.Write(nameof(Retried), Instance.Name);
        Assert.That(Interlocked.Increment(ref _attempts), Is.EqualTo(2));
    }
}
