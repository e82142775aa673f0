using System.Globalization;

namespace Allocator.Embedded;

/// <summary>What a request is answered that a fault refuses.</summary>
internal static class FaultRefusal
{
    public static ApiException Of(RequestFault fault)
    {
        var code = (int)fault.StatusCode;
        var reason = fault.Reason ?? UsualReason(code);
        int? seconds = fault.RetryAfter is { } after ? (int)Math.Ceiling(after.TotalSeconds) : null;
        return new(code, reason, string.Create(CultureInfo.InvariantCulture, $"an injected fault: {code} {reason}").TrimEnd())
        {
            Details = seconds is null ? [] : new() { ["retryAfterSeconds"] = seconds },
            RetryAfterSeconds = seconds,
        };
    }

    private static string UsualReason(int code) => code switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        409 => "Conflict",
        410 => "Expired",
        413 => "RequestEntityTooLarge",
        415 => "UnsupportedMediaType",
        422 => "Invalid",
        429 => "TooManyRequests",
        500 => "InternalError",
        503 => "ServiceUnavailable",
        504 => "Timeout",
        _ => "",
    };
}
