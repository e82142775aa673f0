using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Lets requests through, or lets happen to them what a fault says.</summary>
internal sealed class FaultGate(EmbeddedFaults faults, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    public async Task PassAsync(HttpContext http, RequestInfo info, Func<Task> handle)
    {
        if (faults.Find(info, http.Request.Headers.UserAgent.ToString()) is not { } injected)
        {
            await handle().ConfigureAwait(false);
            return;
        }

        var fault = injected.Fault;
        var outcome = OutcomeOf(fault, info);
        if (outcome == FaultOutcome.DropThenCommit)
        {
            await CommitLateAsync(http, injected, handle).ConfigureAwait(false);
            return;
        }

        var due = DueAsync(fault.Latency, http.RequestAborted);
        injected.Begin();
        await due.ConfigureAwait(false);
        switch (outcome)
        {
            case FaultOutcome.DropBefore:
                http.Abort();
                return;
            case FaultOutcome.Refuse:
                throw FaultRefusal.Of(fault);
            case FaultOutcome.DropAfter:
                await HandleUnheardAsync(http, handle).ConfigureAwait(false);
                http.Abort();
                return;
            case FaultOutcome.CutWatch:
                http.Features.Set(new CutAtFirstEvent());
                break;
        }

        await handle().ConfigureAwait(false);
    }

    /// <summary>What was to be done late is not done any more.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task CommitLateAsync(HttpContext http, InjectedFault injected, Func<Task> handle)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        body.Position = 0;
        // Before the client can know: it may advance the clock at once.
        var due = DueAsync(injected.Fault.Latency, _end.Token);
        injected.Begin();
        http.Abort();
        (http.Request.Body, http.RequestAborted) = (body, _end.Token);
        await due.ConfigureAwait(false);
        await HandleUnheardAsync(http, handle).ConfigureAwait(false);
    }

    /// <summary>Handles a request whose answer nobody gets, not even a part of it.</summary>
    private static async Task HandleUnheardAsync(HttpContext http, Func<Task> handle)
    {
        http.Response.Body = Stream.Null;
        try
        {
            await handle().ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // That it was refused nobody gets to know either.
        }
    }

    private Task DueAsync(TimeSpan latency, CancellationToken cancellationToken) =>
        latency > TimeSpan.Zero ? Task.Delay(latency, time, cancellationToken) : Task.CompletedTask;

    /// <summary>Of a stream there is nothing to commit: it can only be broken off.</summary>
    private static FaultOutcome OutcomeOf(RequestFault fault, RequestInfo info)
    {
        var isStream = info.Verb == "watch" || info.Subresource is "log" or "exec" or "attach" or "portforward" or "proxy";
        return isStream && fault.Outcome is (FaultOutcome.DropAfter or FaultOutcome.DropThenCommit) ? FaultOutcome.DropBefore : fault.Outcome;
    }
}

/// <summary>Marks a watch that a fault cuts.</summary>
internal sealed class CutAtFirstEvent;
