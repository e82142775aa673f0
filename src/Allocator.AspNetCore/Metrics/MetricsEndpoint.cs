using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>Shows the process' metrics to Prometheus.</summary>
/// <remarks>See <see href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format"/>.</remarks>
internal static class MetricsEndpoint
{
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/metrics",
        (MetricsCollection metrics) => TypedResults.Text(PrometheusText.Write(metrics.Read()), "text/plain; version=0.0.4; charset=utf-8")).ExcludeFromDescription();
}
