using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Allocator.Server;

/// <summary>Says for the OpenAPI document with which problems an endpoint may answer.</summary>
internal static class EndpointAnswers
{
    private static readonly string[] s_everywhere =
    [
        ProblemKind.BadRequest, ProblemKind.Antiforgery, ProblemKind.SignIn, ProblemKind.NoIdentity, ProblemKind.AccessDenied,
        ProblemKind.ClusterUnavailable, ProblemKind.Internal,
    ];

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="kinds">The kinds of problems besides those that every endpoint has.</param>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, params string[] kinds)
    {
        foreach (var status in s_everywhere.Concat(kinds).Select(ProblemKinds.StatusOf).Distinct().Order())
            endpoint.ProducesProblem(status);
        return endpoint;
    }
}
