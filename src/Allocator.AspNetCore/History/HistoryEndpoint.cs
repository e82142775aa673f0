using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>What the server has done, for administrators.</summary>
internal static class HistoryEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/history", ReadAsync).WithSummary("Reads what this replica has done since it started, for administrators")
            .WithDescription("Instances, the latency of creating by phase, and failures by reason, in at most 240 intervals. It is gone when the replica ends; /metrics is for what must last.")
            .Produces<HistoryResource>().Answers(ProblemKind.AdministratorsOnly);

    private static async Task<HistoryResource> ReadAsync(CallerLookup callers, ServerHistory history, CancellationToken cancellationToken) =>
        (await callers.GetAsync(cancellationToken).ConfigureAwait(false)).Identity.IsAdministrator ? history.Read() : throw new AdministratorsOnlyException();
}
