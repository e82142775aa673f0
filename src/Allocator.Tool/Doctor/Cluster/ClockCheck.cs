namespace Allocator.Tool;

/// <summary>The API server tells its time, by which leases are counted; how far this machine's clock is from it.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private static readonly TimeSpan s_noticeable = TimeSpan.FromSeconds(5);

    public string Name => "clock";

    public Task<Finding> RunAsync(DoctorSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Client.Clock.Now is not { } server)
        {
            return Task.FromResult(Finding.Warning(
                "the API server's answers have no Date", "Look at the proxy before the API server: without Date what has expired is noticed only after it was watched for a whole lease."));
        }

        var difference = (TimeProvider.System.GetUtcNow() - server).Duration();
        return Task.FromResult(difference < s_noticeable
            ? Finding.Ok("this machine's clock agrees with the API server's")
            : Finding.Warning(
                $"this machine's clock differs from the API server's by {DurationText.Of(difference)}",
                "Set this machine's clock: leases are not affected, but the times that are shown here are."));
    }
}
