using System.Net;

namespace Allocator.Tool;

/// <summary>Something answers at the address, and it is an allocator server.</summary>
internal sealed class ServerConnectionCheck : IDoctorCheck<ServerSubject>
{
    public string Name => "connection";

    public bool IsNeededByOthers => true;

    public async Task<Finding> RunAsync(ServerSubject subject, CancellationToken cancellationToken)
    {
        var address = subject.Connection.Address;
        var answer = await subject.AskAsync("healthz", cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => Finding.Ok($"an allocator server answers at {address}"),
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => Finding.Failure(
                $"nothing answers for the allocator server at {address}: a proxy says {(int)answer.Status}", "See whether the server runs."),
            _ => Finding.Warning(
                $"{address}healthz answers {(int)answer.Status}, which an allocator server does not",
                $"See whether {subject.Connection.Names.Server} is the server's address, with the prefix that its API is mapped at. A proxy that passes on nothing but /v1 does no harm."),
        };
    }
}
