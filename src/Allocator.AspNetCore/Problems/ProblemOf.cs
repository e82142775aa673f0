using System.Net;
using System.Security.Cryptography;
using Allocator.Api;
using Microsoft.AspNetCore.Http;

namespace Allocator.Server;

/// <summary>The one place that says which problem an exception is.</summary>
internal static class ProblemOf
{
    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(5);

    public static Problem Exception(Exception exception) => exception switch
    {
        RequestException wrong => new(ProblemKind.BadRequest, wrong.Message),
        BadHttpRequestException wrong => new(ProblemKind.BadRequest, Explain(wrong)) { Status = wrong.StatusCode },
        ParameterException wrong => new(ProblemKind.Parameters, wrong.Message)
        {
            Members = { [ProblemMember.Service] = wrong.Service, [ProblemMember.Parameters] = wrong.Parameters },
        },
        SignInException unknown => new(ProblemKind.SignIn, unknown.Message)
        {
            Challenge = unknown.Challenge,
            Members = { [ProblemMember.SignIn] = unknown.SignInPath },
        },
        AntiforgeryException forged => new(ProblemKind.Antiforgery, forged.Message),
        NoIdentityException nobody => new(ProblemKind.NoIdentity, nobody.Message),
        AdministratorsOnlyException only => new(ProblemKind.AdministratorsOnly, only.Message),
        InstanceNotFoundException absent => new(ProblemKind.InstanceNotFound, absent.Message)
        {
            Members = { [ProblemMember.Service] = absent.Service, [ProblemMember.Name] = absent.Name },
        },
        ServiceNotFoundException absent => new(ProblemKind.ServiceNotFound, absent.Message) { Members = { [ProblemMember.Service] = absent.Service } },
        LimitExceededException full => new(ProblemKind.LimitExceeded, full.Message)
        {
            Members =
            {
                [ProblemMember.Service] = full.Service,
                [ProblemMember.Limit] = full.Limit,
                [ProblemMember.IsPerOwner] = full.IsPerOwner,
                [ProblemMember.Holders] = full.Holders,
            },
        },
        InstanceBusyException busy => new(ProblemKind.InstanceBusy, busy.Message)
        {
            RetryAfter = s_busy,
            Members = { [ProblemMember.Name] = busy.Name, [ProblemMember.State] = busy.State },
        },
        InstanceLostException lost => new(ProblemKind.InstanceLost, lost.Message) { Members = { [ProblemMember.Name] = lost.Name } },
        TemplateException wrong => new(ProblemKind.Template, wrong.Message)
        {
            Members =
            {
                [ProblemMember.Template] = wrong.Template,
                [ProblemMember.Line] = wrong.Position?.Line,
                [ProblemMember.Column] = wrong.Position?.Column,
                [ProblemMember.Problem] = wrong.Problem,
            },
        },
        InstanceFailedException failed => new(ProblemKind.InstanceFailed, failed.Message)
        {
            Members =
            {
                [ProblemMember.Service] = failed.Service,
                [ProblemMember.Name] = failed.InstanceName,
                [ProblemMember.Reason] = failed.Reason,
                [ProblemMember.IsKept] = failed.IsKept,
            },
        },
        AccessDeniedException denied => new(ProblemKind.AccessDenied, denied.Message)
        {
            Members = { [ProblemMember.Verb] = denied.Verb, [ProblemMember.Resource] = denied.Resource, [ProblemMember.Namespace] = denied.Namespace },
        },
        ClusterUnavailableException away => new(ProblemKind.ClusterUnavailable, away.Message) { RetryAfter = s_busy },
        ShuttingDownException stopping => new(ProblemKind.ShuttingDown, stopping.Message) { RetryAfter = TimeSpan.FromSeconds(1) },
        KubernetesException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } overloaded =>
            new(ProblemKind.ClusterUnavailable, overloaded.Message) { RetryAfter = overloaded.RetryAfter ?? s_busy },
        KubernetesException failure => new(ProblemKind.ClusterError, failure.Message) { Status = failure.TimedOut ? 504 : 502 },
        PortForwardException failure => new(ProblemKind.ClusterError, failure.Message),
        TimeoutException late => new(ProblemKind.ClusterError, late.Message) { Status = 504 },
        CryptographicException { InnerException: AllocatorException noKeys } => Exception(noKeys),
        AllocatorException { InnerException: KubernetesException } refused => new(ProblemKind.ClusterError, refused.Message),
        AllocatorException refused => new(ProblemKind.NotPossible, refused.Message),
        _ => new(ProblemKind.Internal, "The server failed for a reason that its log tells. Say its operator the traceId."),
    };

    private static string Explain(BadHttpRequestException wrong) =>
        wrong.InnerException is System.Text.Json.JsonException json ? $"{wrong.Message} {json.Message}" : wrong.Message;
}
