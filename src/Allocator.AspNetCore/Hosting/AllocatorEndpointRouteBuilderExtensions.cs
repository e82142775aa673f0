using Allocator;
using Allocator.Server;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the allocator server's endpoints.</summary>
public static class AllocatorEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the API below <c>/v1</c>, its OpenAPI document (<c>/openapi/v1.json</c>), <c>/metrics</c>, <c>/signin</c>, <c>/signout</c>,
    /// <c>/healthz</c> and <c>/readyz</c>. Each endpoint but those of the sign-in and of health signs its caller in itself; nothing of the host's
    /// pipeline is needed.
    /// </summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="prefix">What precedes all paths, for example <c>/allocator</c>; empty for nothing.</param>
    /// <returns>All of them, to add conventions to.</returns>
    public static IEndpointConventionBuilder MapAllocator(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var all = endpoints.MapGroup(prefix);
        var api = all.MapGroup("/v1");
        ServiceEndpoints.Map(api);
        InstanceEndpoints.Map(api);
        OperationEndpoints.Map(api);
        LookingEndpoints.Map(api);
        ReachingEndpoints.Map(api);
        SessionEndpoint.Map(api);
        api.WithMetadata(new ApiDocument.Member());
        Guard(api);
        Guard(ApiDocument.Map(all));
        Guard(MetricsEndpoint.Map(all), options => options.AnonymousMetrics);
        Guard(SignInEndpoints.MapSignOut(all));
        Guard(SignInEndpoints.MapAnonymous(all), _ => true);
        HealthEndpoints.Map(all);
        return all;
    }

    private static void Guard(IEndpointConventionBuilder endpoints, Predicate<AllocatorServerOptions>? isAnonymous = null) =>
        endpoints.Finally(endpoint => endpoint.RequestDelegate = ApiEndpoint.Wrap(endpoint.RequestDelegate!, isAnonymous ?? (_ => false)));
}
