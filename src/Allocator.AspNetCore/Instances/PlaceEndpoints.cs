using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>Who holds which places.</summary>
internal static class PlaceEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/places", ListAsync).WithSummary("Lists the places of the services' limits and the instances that hold them")
            .WithDescription("Those of all owners together, whoever holds them, and of the limits per owner the caller's; an administrator's are everybody's.")
            .Produces<Page<ServicePlaces>>().Answers();

    private static async Task<Page<ServicePlaces>> ListAsync(IInstanceDirectory instances, CancellationToken cancellationToken) =>
        new() { Items = await instances.ListPlacesAsync(cancellationToken).ConfigureAwait(false) };
}
