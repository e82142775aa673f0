using System.ComponentModel.DataAnnotations;

namespace Allocator.Tests.Readiness;

public sealed class ReadinessOptionsTests
{
    [Fact]
    public void Defaults_are_valid() =>
        Assert.Empty(Validate(new ReadinessOptions()));

    [Fact]
    public void Negative_values_are_refused_by_name()
    {
        var options = new ReadinessOptions { MaxRestarts = -1, UnschedulableGrace = TimeSpan.FromSeconds(-1) };

        Assert.Equal(["MaxRestarts", "UnschedulableGrace"], Validate(options).SelectMany(result => result.MemberNames).Order());
    }

    private static List<ValidationResult> Validate(ReadinessOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results;
    }
}
