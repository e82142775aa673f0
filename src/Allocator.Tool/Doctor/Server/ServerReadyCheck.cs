using System.Net;

namespace Allocator.Tool;

/// <summary>The server takes requests.</summary>
internal sealed class ServerReadyCheck : IDoctorCheck<ServerSubject>
{
    public string Name => "ready";

    public bool IsNeededByOthers => true;

    public async Task<Finding> RunAsync(ServerSubject subject, CancellationToken cancellationToken) => (await subject.AskAsync("readyz", cancellationToken)).Status switch
    {
        HttpStatusCode.OK => Finding.Ok("the server takes requests"),
        HttpStatusCode.ServiceUnavailable => Finding.Failure(
            "the server takes no requests: its cluster has not answered it yet, or it is stopping", "Wait a moment. If that does not help, its log says why it cannot reach its cluster."),
        var other => Finding.Warning($"whether it takes requests cannot be told: readyz answers {(int)other}", "See the connection, above."),
    };
}
