using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Allocator.Api;

namespace Allocator.Client;

/// <summary>Makes the library's exceptions again from what the server tells.</summary>
internal static class ServerProblem
{
    public const string MediaType = "application/problem+json";

    /// <summary>The failure that a problem's document describes.</summary>
    public static ServerFailure Of(JsonObject problem, ServerConnection server, TimeSpan? retryAfter = null)
    {
        var kind = Text(problem, ProblemMember.Kind);
        var isPassing = kind is ProblemKind.ClusterUnavailable or ProblemKind.ClusterError or ProblemKind.ShuttingDown;
        return new ServerFailure(Meaning(kind, Text(problem, "detail"), problem, server), isPassing) { RetryAfter = retryAfter };
    }

    /// <summary>The failure that an answer without such a document is: a proxy's, or of something that is no allocator server.</summary>
    public static ServerFailure OfStatus(HttpStatusCode status, Uri request, ServerConnection server, TimeSpan? retryAfter)
    {
        var isPassing = status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        var message = isPassing
            ? $"Nothing answered for the allocator server at {server.Address}: a proxy says {(int)status} {status}. See whether the server runs, and try again."
            : $"{request} answered {(int)status} {status}, which an allocator server does not. See whether "
                + $"{server.Names.Server} is the server's address, with the prefix that its API is mapped at.";
        return new ServerFailure(new ClusterUnavailableException(message, Answered(status)), isPassing) { RetryAfter = retryAfter };
    }

    private static AllocatorException Meaning(string kind, string detail, JsonObject problem, ServerConnection server) => kind switch
    {
        ProblemKind.Parameters => new ParameterException(detail, Text(problem, ProblemMember.Service), Read<string[]>(problem, ProblemMember.Parameters) ?? []),
        ProblemKind.SignIn or ProblemKind.NoIdentity => new ClusterUnavailableException(
            $"The allocator server at {server.Address} does not accept the caller: {detail} The token is {server.Names.Tokens}.",
            Answered((HttpStatusCode)Read<int>(problem, "status"))),
        ProblemKind.InstanceNotFound => new InstanceNotFoundException(OptionalText(problem, ProblemMember.Service), Text(problem, ProblemMember.Name)),
        ProblemKind.ServiceNotFound => new ServiceNotFoundException(detail, Text(problem, ProblemMember.Service)),
        ProblemKind.LimitExceeded => new LimitExceededException(
            detail,
            Text(problem, ProblemMember.Service),
            Read<int>(problem, ProblemMember.Limit),
            Read<bool>(problem, ProblemMember.IsPerOwner),
            Read<Instance[]>(problem, ProblemMember.Holders) ?? []),
        ProblemKind.InstanceBusy => new InstanceBusyException(detail, Text(problem, ProblemMember.Name), Read<InstanceState>(problem, ProblemMember.State)),
        ProblemKind.InstanceLost => InstanceLostException.Told(detail, Text(problem, ProblemMember.Name)),
        ProblemKind.Template => new TemplateException(Text(problem, ProblemMember.Template), Position(problem), Text(problem, ProblemMember.Problem)),
        ProblemKind.InstanceFailed => new InstanceFailedException(
            Text(problem, ProblemMember.Service),
            Text(problem, ProblemMember.Name),
            Read<InstanceFailureReason>(problem, ProblemMember.Reason),
            detail)
        {
            IsKept = Read<bool>(problem, ProblemMember.IsKept),
        },
        ProblemKind.AccessDenied => new AccessDeniedException(
            detail, Text(problem, ProblemMember.Verb), Text(problem, ProblemMember.Resource), Text(problem, ProblemMember.Namespace)),
        ProblemKind.ClusterUnavailable or ProblemKind.ShuttingDown => new ClusterUnavailableException($"The allocator server at {server.Address} says: {detail}"),
        ProblemKind.Internal => new AllocatorException(
            $"{detail} The server is {server.Address}, the {ProblemMember.TraceId} '{Text(problem, ProblemMember.TraceId)}'."),
        _ => new AllocatorException(detail),
    };

    /// <summary>Tells one who refuses from one who is not there.</summary>
    private static HttpRequestException Answered(HttpStatusCode status) => new($"The answer was {(int)status} {status}.", null, status);

    private static TemplatePosition? Position(JsonObject problem) =>
        problem[ProblemMember.Line] is null ? null : new TemplatePosition(Read<int>(problem, ProblemMember.Line), Read<int>(problem, ProblemMember.Column));

    private static string Text(JsonObject problem, string member) => OptionalText(problem, member) ?? "";

    private static string? OptionalText(JsonObject problem, string member) =>
        problem[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static T? Read<T>(JsonObject problem, string member) => problem[member].Deserialize<T>(WireJson.Options);
}
