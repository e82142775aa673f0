namespace Allocator.Tool;

/// <summary>The API server tells its time, by which leases are counted; how far this machine's clock is from it.</summary>
internal sealed class ClockCheck : IDoctorCheck<ClusterSubject>
{
    public string Name => "clock";

    public Task<Finding> RunAsync(ClusterSubject subject, CancellationToken cancellationToken) => Task.FromResult(subject.Client.Clock.Now is { } server
        ? ClockFinding.Of(server, "the API server's")
        : Finding.Warning(
            "the API server's answers have no Date", "Look at the proxy before the API server: without Date what has expired is noticed only after it was watched for a whole lease."));
}
