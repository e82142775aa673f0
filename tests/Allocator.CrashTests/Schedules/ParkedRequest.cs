namespace Allocator.Crashes;

/// <summary>A request that has been sent and waits for its turn at the server. Its sender may have given up, or be dead: it arrives all the same.</summary>
internal sealed class ParkedRequest(
    Actor actor, ActorRequest request, Func<RequestFault?, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken sender)
{
    private readonly TaskCompletionSource<HttpResponseMessage> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Actor Actor => actor;

    public ActorRequest Request => request;

    /// <summary>Whether nobody waits for its answer any more.</summary>
    public bool IsOrphan => actor.IsDead || sender.IsCancellationRequested;

    public Task<HttpResponseMessage> AnswerAsync() => _answer.Task.WaitAsync(sender);

    /// <summary>It is its turn.</summary>
    public async Task ArriveAsync(PointFault? fault)
    {
        try
        {
            var answer = await Sabotage.SendAsync(fault, actor, injected => send(injected, CancellationToken.None), sender);
            if (sender.IsCancellationRequested || !_answer.TrySetResult(answer))
                answer.Dispose();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _answer.TrySetException(failure);
            _ = _answer.Task.Exception;
        }
    }

    public override string ToString() => $"{actor.Name}: {request.Signature}{(IsOrphan ? " (nobody waits for it)" : "")}";
}
