namespace Scenarios.Namespaces
{
    [SetUpFixture]
    public sealed class Outer : InstanceSetUpFixture<Outer, Talker>;

    public sealed class Classes
    {
        [Test]
        public void Have_the_namespaces_instance() => Facts.Write(nameof(Outer), Outer.Instance.Name);
    }
}

namespace Scenarios.Namespaces.Below
{
    [SetUpFixture]
    public sealed class Inner : InstanceSetUpFixture<Inner, Quick>;

    public sealed class Classes : InstanceTestBase<Quick>
    {
        [Test]
        public async Task Fail_with_the_reports_of_all_their_instances()
        {
            Facts.Write(nameof(Inner), Inner.Instance.Name);
            Facts.Write(nameof(Classes), Instance.Name);

            // Long enough for the talker to say something.
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.CurrentContext.CancellationToken);
            Assert.Fail("failed on purpose");
        }
    }
}
