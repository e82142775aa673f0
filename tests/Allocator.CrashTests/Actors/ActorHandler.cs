namespace Allocator.Crashes;

/// <summary>An actor's way to the cluster. A dead actor sends nothing and hears nothing, one that sleeps does so later.</summary>
internal sealed class ActorHandler(Actor actor, Stage stage, IRequestGate gate) : HttpMessageHandler
{
    private static int s_faults;

    private readonly HttpMessageInvoker _transport = new(stage.Transport, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var request = await ActorRequest.OfAsync(message, cancellationToken);
        await actor.BeAwakeAsync(cancellationToken);
        try
        {
            return await gate.PassAsync(actor, request, (fault, token) => SendAsync(message, request, fault, token), cancellationToken);
        }
        finally
        {
            await actor.BeAwakeAsync(cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, ActorRequest request, RequestFault? fault, CancellationToken cancellationToken)
    {
        if (request.Verb == "delete")
            stage.Witness.NoteDeletion(request.Purpose, actor.Owner);
        using var injected = fault is null ? null : Inject(message, fault);
        var response = await _transport.SendAsync(message, cancellationToken);
        if (!stage.TellsTime)
            response.Headers.Date = null;
        if (request.IsStream)
            return response;
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        if (request is { Verb: "patch", Resource: "leases" } && response.IsSuccessStatusCode && !actor.IsDead)
            stage.Witness.NoteHold(await response.Content.ReadAsStringAsync(cancellationToken), actor);
        return response;
    }

    private InjectedFault Inject(HttpRequestMessage message, RequestFault fault)
    {
        var mark = $"fault-{Interlocked.Increment(ref s_faults)}.";
        message.Headers.Remove("User-Agent");
        message.Headers.TryAddWithoutValidation("User-Agent", mark);
        return stage.Cluster.Faults.Add(fault with { UserAgent = mark });
    }
}
