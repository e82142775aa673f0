using System.Globalization;

namespace Allocator.Crashes;

/// <summary>Every request of every operation, and everything that can go wrong with it.</summary>
public sealed class CrashPointTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Func<Operation>> s_operations = new Func<Operation>[]
    {
        () => new CreateUnlimited(),
        () => new CreateLimited(),
        () => new CreateWithKey(),
        () => new CreateWithDisk(),
        () => new CreateThatFails(),
        () => new CreateThatFailsAndIsKept(),
        () => new CreateInPlaceOfExpired(),
        () => new TakeOverByKey(),
        () => new Renew(),
        () => new EndOfLifetime(),
        () => new Keep(),
        () => new CreateThenKeep(),
        () => new DestroyByHandle(),
        () => new DestroyByName(),
        () => new Reap(),
        () => new Suspend(InstanceCall.Suspend),
        () => new Suspend(InstanceCall.Resume),
        () => new Suspend(InstanceCall.ResetDisk),
        () => new Suspend(InstanceCall.Destroy),
        () => new Resume(InstanceCall.Resume),
        () => new Resume(InstanceCall.Suspend),
        () => new Resume(InstanceCall.ResetDisk),
        () => new Resume(InstanceCall.Destroy),
        () => new ResetDisk(InstanceCall.ResetDisk),
        () => new ResetDisk(InstanceCall.Suspend),
        () => new ResetDisk(InstanceCall.Resume),
        () => new ResetDisk(InstanceCall.Destroy),
        () => new ResetDiskOfSuspended(InstanceCall.ResetDisk),
        () => new ResetDiskOfSuspended(InstanceCall.Suspend),
        () => new ResetDiskOfSuspended(InstanceCall.Resume),
        () => new ResetDiskOfSuspended(InstanceCall.Destroy),
        () => new SuspendStatefulSet(InstanceCall.Suspend),
        () => new ResetDisksOfStatefulSet(InstanceCall.ResetDisk),
    }.ToDictionary(create => create().Name);

    public static TheoryData<string> Operations => [.. s_operations.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Nothing_leaks_and_nothing_is_given_twice(string operation)
    {
        var enumeration = new Enumeration(s_operations[operation]);

        await OneThread.RunAsync(enumeration.RunAsync);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{operation}: {enumeration.Requests.Count} requests, {enumeration.Points.Count} points"));
        foreach (var (request, occurrence) in enumeration.Requests)
            output.WriteLine($"  {request.Signature} #{occurrence}");
        // One thing that goes wrong once is no reason to fail, as long as the process lives.
        Assert.Empty(enumeration.Refusals.Select(refusal => $"{refusal.Point}: {refusal.Failure}"));
        Assert.True(enumeration.Failures.Count == 0, $"{enumeration.Failures.Count} points of {operation} failed:\n\n{string.Join("\n\n", enumeration.Failures)}");
        Assert.InRange(enumeration.Points.Count, s_operations[operation]().FewestPoints, int.MaxValue);
    }
}
