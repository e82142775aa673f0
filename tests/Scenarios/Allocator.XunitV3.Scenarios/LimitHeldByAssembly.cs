[assembly: AssemblyFixture(typeof(Scenarios.ForAll))]

namespace Scenarios;

/// <summary>The assembly's instance, in runs that want it.</summary>
public sealed class ForAll : InstanceFixture<HeldByAll>
{
    /// <summary>The environment variable that says that this run wants it.</summary>
    public const string Variable = "SCENARIO_ASSEMBLY_FIXTURE";

    public override async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            await base.InitializeAsync();
    }
}

/// <summary>Its assembly has the only place until after it.</summary>
public sealed class LimitHeldByAssembly(LimitHeldByAssembly.Fixture fixture) : IClassFixture<LimitHeldByAssembly.Fixture>
{
    [Fact]
    public void Cannot_have_one() => Assert.NotNull(fixture.Instance);

    public sealed class Fixture : InstanceFixture<HeldByAll>;
}
