using System.ComponentModel;
using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>Creates, lists, gets and destroys.</summary>
internal static class InstanceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/services/{service}/instances", CreateAsync).WithSummary("Creates an instance and answers when it is ready")
            .WithDescription(
                "With Accept: text/event-stream the answer is a stream of server-sent events: 'progress', then 'connection-strings', their templates by name, and "
                + "'instance'; or 'problem'. A request that is given up creates nothing. The same caller, service and Idempotency-Key mean the same instance. "
                + "The server does not hold the instance: renew it before its lease runs out.")
            .Produces<Instance>(StatusCodes.Status201Created)
            .Answers(ProblemKind.ServiceNotFound, ProblemKind.Parameters, ProblemKind.LimitExceeded, ProblemKind.InstanceFailed);
        api.MapGet("/instances", ListAsync).WithSummary("Lists the caller's instances, the newest first; an administrator's are everybody's")
            .WithDescription(
                "With Accept: text/event-stream the answer is a stream of server-sent events that stays true: 'instances' with all that are there, then an 'instance' for each "
                + "that is new or has changed, 'gone' with the name of one that is gone, and 'stale' while the cluster does not answer, after which 'instances' comes "
                + "again. It ends after 15 minutes, or when the server stops: ask again.")
            .Produces<Page<Instance>>().Answers();
        api.MapGet("/instances/{name}", GetAsync).WithSummary("Reads an instance").Produces<Instance>().Answers(ProblemKind.InstanceNotFound);
        Describe(api.MapDelete("/instances/{name}", DestroyAsync), "Destroys an instance with its disk");
        Describe(api.MapPost("/instances/{name}/destroy", DestroyAsync), "Destroys an instance as DELETE does, for pages that signed in by cookie");
    }

    private static void Describe(RouteHandlerBuilder destroy, string summary) => destroy
        .WithSummary(summary)
        .WithDescription("Answers when the deletion can no longer be lost; with wait=true when all of it is gone.")
        .Produces(StatusCodes.Status204NoContent).Answers(ProblemKind.InstanceNotFound);

    private static Task CreateAsync(
        HttpContext context,
        string service,
        ServiceAllocators services,
        [FromBody] CreateInstanceRequest? request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        var options = Creation.Options(request, idempotencyKey);
        return ProgressAnswer.WriteAsync(
            context,
            async (progress, token) =>
            {
                var allocator = await services.GetAsync(service, token).ConfigureAwait(false);
                var handle = await allocator.CreateAsync(options, progress, token).ConfigureAwait(false);
                await using var held = handle.ConfigureAwait(false);

                // From here on it is the caller's, who may have gone meanwhile. By a key it can be found again, and may be another request's already.
                if (idempotencyKey is null)
                    token.ThrowIfCancellationRequested();
                (progress as ProgressStream)?.Declare(handle.ConnectionStringTemplates);
                await handle.ReleaseAsync().ConfigureAwait(false);
                return handle.Instance;
            },
            instance => TypedResults.Created(PathOf(context, instance), instance),
            cancellationToken);
    }

    private static async Task ListAsync(
        HttpContext context,
        IInstanceDirectory instances,
        AllocatorSession session,
        CallerLookup callers,
        InstanceWatch watch,
        RequestsUnderWay requests,
        [Description("Only instances of this service.")] string? service,
        [Description("How many at most, from 1 to 500. Default: 100.")] int? limit,
        [Description("What the page before gave under this name.")] string? @continue,
        CancellationToken cancellationToken)
    {
        if (ServerSentEvents.Accepts(context.Request))
        {
            await LiveInstances.WriteAsync(context, service, session, callers, watch, requests, cancellationToken).ConfigureAwait(false);
            return;
        }

        var page = InstancePage.Asked(limit, @continue);
        var asked = instances.ListAsync(cancellationToken).Where(instance => service is null || instance.Service == service);
        await TypedResults.Ok(page.Of(await asked.ToListAsync(cancellationToken).ConfigureAwait(false))).ExecuteAsync(context).ConfigureAwait(false);
    }

    private static Task<Instance> GetAsync(string name, IInstanceDirectory instances, CancellationToken cancellationToken) =>
        instances.GetAsync(name, cancellationToken);

    private static async Task<IResult> DestroyAsync(
        string name,
        IInstanceDirectory instances,
        [Description("Whether to answer only when all of it is gone, pods and disks included.")] bool? wait,
        CancellationToken cancellationToken)
    {
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        await handle.DestroyAsync(new DestroyOptions { WaitUntilGone = wait == true }, cancellationToken).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    /// <summary>The instance's address, whatever prefix the API is mapped at.</summary>
    private static string PathOf(HttpContext context, Instance instance)
    {
        var path = context.Request.Path.Value!;
        return $"{context.Request.PathBase}{path[..path.IndexOf("/v1/", StringComparison.Ordinal)]}/v1/instances/{instance.Name}";
    }
}
