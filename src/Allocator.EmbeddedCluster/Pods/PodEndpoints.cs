using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Serves what a pod's containers say and take: logs, exec and port-forward.</summary>
internal sealed class PodEndpoints(Kubelet kubelet, TimeProvider time)
{
    /// <summary>Sends a log, with what is still to come if that is wanted.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task ServeLogAsync(HttpContext context, StoredObject pod)
    {
        var query = LogOptions.Of(context.Request.Query, pod.Name);
        var container = ContainerChoice.Of(pod, query.Container);
        if (IsUnbound(pod))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var log = ContainerLogs.Find(pod, container, FindSlot(pod, container), query.Previous);
        context.Response.ContentType = "text/plain";
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            await LogReader.WriteAsync(log, query, time.GetUtcNow(), context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has left.
        }
    }

    /// <summary>Runs a command in a container.</summary>
    /// <exception cref="ApiException">There is no such container.</exception>
    public async Task ServeExecAsync(HttpContext context, StoredObject pod)
    {
        var container = ContainerChoice.Of(pod, context.Request.Query["container"].FirstOrDefault() ?? "");
        ThrowIfUnbound(pod);
        var slot = FindSlot(pod, container);
        if (IsUpgrade(context) && slot is not { IsRunning: true })
        {
            await RefuseAsync(context, $"container not found (\"{container}\")").ConfigureAwait(false);
            return;
        }

        var request = ExecRequest.Of(context.Request.Query);
        await PodStreams.ServeExecAsync(context, request, RunAsync, time, CancellationToken.None).ConfigureAwait(false);

        async Task<int> RunAsync(ExecStreams streams, CancellationToken cancellationToken)
        {
            var run = slot!.Run!;
            try
            {
                var exec = new ContainerExec(request.Command, streams.Stdin, streams.Stdout, streams.Stderr, request.Tty);
                return await run.ExecAsync(exec, cancellationToken).ConfigureAwait(false);
            }
            catch (ContainerStartException e)
            {
                throw new ExecStartException(ExecFailure.Of(run.Id, e));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new ExecStartException($"failed to exec in container: {e.Message}");
            }
        }
    }

    /// <summary>Carries connections to the pod.</summary>
    /// <exception cref="ApiException">The pod is not bound to a node.</exception>
    public async Task ServePortForwardAsync(HttpContext context, StoredObject pod)
    {
        ThrowIfUnbound(pod);
        var worker = kubelet.Find(pod);
        if (IsUpgrade(context) && (worker is null || PodPhase.IsFinal(pod.Json.Member("status").Text("phase"))))
        {
            await RefuseAsync(context, $"pod not found (\"{pod.Name}_{pod.Namespace}\")").ConfigureAwait(false);
            return;
        }

        await PodStreams.ServePortForwardAsync(context, pod.Name, ConnectAsync, time, CancellationToken.None).ConfigureAwait(false);

        async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
        {
            if (worker!.Gone.IsCancellationRequested)
                throw new IOException($"pod \"{pod.Name}_{pod.Namespace}\" is gone");
            return await PodStream.ConnectAsync(worker.Address, port, worker.Gone, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsUnbound(StoredObject pod) => pod.Json.Member("spec").Text("nodeName").Length == 0;

    private static void ThrowIfUnbound(StoredObject pod)
    {
        if (IsUnbound(pod))
            throw ApiException.BadRequest($"pod {pod.Name} does not have a host assigned");
    }

    // What asks for no stream is refused by them, before anything else.
    private static bool IsUpgrade(HttpContext context)
    {
        try
        {
            return UpgradeRequest.Of(context) is not null;
        }
        catch (StreamRefusedException)
        {
            return false;
        }
    }

    private static Task RefuseAsync(HttpContext context, string message)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }

    private ContainerSlot? FindSlot(StoredObject pod, string container) =>
        kubelet.Find(pod)?.Slots.FirstOrDefault(slot => slot.Spec.Name == container);
}
