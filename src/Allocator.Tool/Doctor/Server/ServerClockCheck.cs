namespace Allocator.Tool;

/// <summary>How far this machine's clock is from the server's.</summary>
internal sealed class ServerClockCheck : IDoctorCheck<ServerSubject>
{
    public string Name => "clock";

    public async Task<Finding> RunAsync(ServerSubject subject, CancellationToken cancellationToken) =>
        (await subject.AskAsync("healthz", cancellationToken)).Date is { } server
            ? ClockFinding.Of(server, "the server's")
            : Finding.Warning("the server's answers have no Date", "Look at the proxy before the server: without Date renewals count by this machine's clock.");
}
