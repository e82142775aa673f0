namespace Allocator.Crashes;

/// <summary>What an actor's requests have to pass: it decides when each goes, whether at all, and what goes wrong with it.</summary>
internal interface IRequestGate
{
    /// <param name="actor">Who sends.</param>
    /// <param name="request">What.</param>
    /// <param name="send">Sends it. The fault, if any, hits this request and no other.</param>
    /// <param name="cancellationToken">The sender gives up.</param>
    Task<HttpResponseMessage> PassAsync(
        Actor actor, ActorRequest request, Func<RequestFault?, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken);
}

/// <summary>Lets all pass.</summary>
internal sealed class OpenGate : IRequestGate
{
    public Task<HttpResponseMessage> PassAsync(
        Actor actor, ActorRequest request, Func<RequestFault?, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken) => send(null, cancellationToken);
}
