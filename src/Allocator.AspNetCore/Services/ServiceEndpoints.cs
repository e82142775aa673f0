using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>What can be allocated.</summary>
internal static class ServiceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/services", ListAsync).WithSummary("Lists the services, by name").Produces<Page<ServiceResource>>().Answers();
        api.MapGet("/services/{service}", GetAsync).WithSummary("Reads a service: its limits, times and parameters")
            .Produces<ServiceResource>().Answers(ProblemKind.ServiceNotFound);
    }

    private static async Task<Page<ServiceResource>> ListAsync(IServiceCatalog catalog, CancellationToken cancellationToken) =>
        new() { Items = await catalog.ListAsync(cancellationToken).Select(ServiceResource.Of).ToListAsync(cancellationToken).ConfigureAwait(false) };

    private static async Task<ServiceResource> GetAsync(string service, IServiceCatalog catalog, CancellationToken cancellationToken) =>
        ServiceResource.Of(await catalog.GetAsync(service, cancellationToken).ConfigureAwait(false));
}
