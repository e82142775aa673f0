using Xunit;

namespace Allocator;

/// <summary>A <c>[Theory]</c> that is skipped as <see cref="InstanceFactAttribute"/> is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InstanceTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc />
    public override string? Skip
    {
        get => base.Skip ?? InstanceSkip.Reason;
        set => base.Skip = value;
    }
}
