using Xunit;

namespace Allocator;

/// <summary>
/// A <c>[Fact]</c> that is skipped where there is no cluster and <see cref="FixtureOptions.WithoutCluster"/> says so, in the environment or in <c>allocator.json</c>: xUnit v2 decides this before the
/// fixture is made.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InstanceFactAttribute : FactAttribute
{
    /// <inheritdoc />
    public override string? Skip
    {
        get => base.Skip ?? InstanceSkip.Reason;
        set => base.Skip = value;
    }
}
