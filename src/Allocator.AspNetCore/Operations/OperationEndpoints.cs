using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>Suspends, resumes, resets, renews and keeps.</summary>
internal static class OperationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        MapWaiting(
            api, "suspend", "Suspends an instance: stops its pods, keeps its disk, its name and its places",
            (handle, progress, token) => handle.SuspendAsync(progress, token));
        MapWaiting(
            api, "resume", "Starts a suspended instance again and answers when it is ready",
            (handle, progress, token) => handle.ResumeAsync(progress, token), ProblemKind.InstanceFailed);
        MapWaiting(
            api, "reset", "Gives an instance fresh disks and new generated credentials",
            (handle, progress, token) => handle.ResetDiskAsync(progress, token), ProblemKind.InstanceFailed);
        api.MapPost("/instances/{name}/renew", RenewAsync).WithSummary("Renews an instance's lease")
            .Produces<Instance>().Answers(ProblemKind.InstanceNotFound, ProblemKind.InstanceLost);
        api.MapPost("/instances/{name}/keep", KeepAsync).WithSummary("Leaves an instance behind for a while; it goes then unless it is destroyed before")
            .Produces<KeptInstanceResource>().Answers(ProblemKind.InstanceNotFound, ProblemKind.InstanceLost);
    }

    private static void MapWaiting(
        IEndpointRouteBuilder api,
        string verb,
        string summary,
        Func<InstanceHandle, IProgress<InstanceProgress>?, CancellationToken, Task> operation,
        params string[] problems) =>
        api.MapPost($"/instances/{{name}}/{verb}", (string name, HttpContext context, IInstanceDirectory instances, CancellationToken cancellationToken) =>
                RunAsync(name, context, instances, operation, cancellationToken))
            .WithSummary(summary)
            .WithDescription(
                "With Accept: text/event-stream the answer is a stream of server-sent events: 'progress', then 'instance' or 'problem'. What was begun stays "
                + "begun when the request is given up.")
            .Produces<Instance>()
            .Answers([ProblemKind.InstanceNotFound, ProblemKind.InstanceBusy, ProblemKind.NotPossible, .. problems]);

    private static Task RunAsync(
        string name,
        HttpContext context,
        IInstanceDirectory instances,
        Func<InstanceHandle, IProgress<InstanceProgress>?, CancellationToken, Task> operation,
        CancellationToken cancellationToken) =>
        ProgressAnswer.WriteAsync(
            context,
            async (progress, token) =>
            {
                var handle = await instances.OpenAsync(name, token).ConfigureAwait(false);
                await using var opened = handle.ConfigureAwait(false);
                await operation(handle, progress, token).ConfigureAwait(false);
                return await instances.GetAsync(name, token).ConfigureAwait(false);
            },
            TypedResults.Ok,
            cancellationToken);

    private static async Task<Instance> RenewAsync(string name, IInstanceDirectory instances, CancellationToken cancellationToken)
    {
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        return await handle.RenewAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<KeptInstanceResource> KeepAsync(
        string name, KeepInstanceRequest request, IInstanceDirectory instances, CancellationToken cancellationToken)
    {
        var lifetime = Seconds.Read(request.Lifetime, "lifetime")!.Value;
        RequestException.Check(() => KeptInstance.Checked(lifetime));
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        var message = await handle.KeepAsync(lifetime, cancellationToken).ConfigureAwait(false);
        return new KeptInstanceResource { Message = message, Instance = await instances.GetAsync(name, cancellationToken).ConfigureAwait(false) };
    }
}
