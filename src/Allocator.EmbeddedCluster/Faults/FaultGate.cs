using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Lets requests through, or lets happen to them what a fault says.</summary>
internal sealed class FaultGate(EmbeddedFaults faults, TimeProvider time)
{
    public async Task PassAsync(HttpContext http, RequestInfo info, Func<Task> handle)
    {
        if (faults.Find(info, http.Request.Headers.UserAgent.ToString()) is not { } fault)
        {
            await handle().ConfigureAwait(false);
            return;
        }

        switch (fault.Outcome)
        {
            case FaultOutcome.DropThenCommit:
                await CommitLateAsync(http, fault, handle).ConfigureAwait(false);
                return;
            case FaultOutcome.CutWatch:
                http.Features.Set(new CutAtFirstEvent());
                break;
        }

        if (fault.Latency > TimeSpan.Zero)
            await Task.Delay(fault.Latency, time, http.RequestAborted).ConfigureAwait(false);
        switch (fault.Outcome)
        {
            case FaultOutcome.DropBefore:
                http.Abort();
                break;
            case FaultOutcome.Refuse:
                throw Refusal(fault);
            case FaultOutcome.DropAfter:
                // What it answers goes nowhere: the client must not see a part of it.
                http.Response.Body = Stream.Null;
                await handle().ConfigureAwait(false);
                http.Abort();
                break;
            default:
                await handle().ConfigureAwait(false);
                break;
        }
    }

    private async Task CommitLateAsync(HttpContext http, RequestFault fault, Func<Task> handle)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        body.Position = 0;
        http.Abort();
        http.Request.Body = body;
        http.Response.Body = Stream.Null;
        http.RequestAborted = CancellationToken.None;
        if (fault.Latency > TimeSpan.Zero)
            await Task.Delay(fault.Latency, time, CancellationToken.None).ConfigureAwait(false);
        await handle().ConfigureAwait(false);
    }

    private static ApiException Refusal(RequestFault fault)
    {
        var code = (int)fault.StatusCode;
        var reason = fault.Reason ?? code switch
        {
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "NotFound",
            409 => "Conflict",
            410 => "Expired",
            422 => "Invalid",
            429 => "TooManyRequests",
            500 => "InternalError",
            503 => "ServiceUnavailable",
            504 => "Timeout",
            _ => "",
        };
        int? seconds = fault.RetryAfter is { } after ? (int)Math.Ceiling(after.TotalSeconds) : null;
        return new(code, reason, string.Create(CultureInfo.InvariantCulture, $"an injected fault: {code} {reason}"))
        {
            Details = seconds is null ? [] : new() { ["retryAfterSeconds"] = seconds },
            RetryAfterSeconds = seconds,
        };
    }
}

/// <summary>Marks a watch that a fault cuts.</summary>
internal sealed class CutAtFirstEvent;
