using System.Collections.Frozen;
using Allocator.Api;

namespace Allocator.Server;

/// <summary>The status and the title of each kind of problem.</summary>
internal static class ProblemKinds
{
    private static readonly FrozenDictionary<string, (int Status, string Title)> s_all = new Dictionary<string, (int Status, string Title)>
    {
        [ProblemKind.BadRequest] = (400, "The request is not right"),
        [ProblemKind.Parameters] = (400, "The parameters do not fit the service"),
        [ProblemKind.SignIn] = (401, "Sign in"),
        [ProblemKind.Antiforgery] = (400, "The request may come from another site"),
        [ProblemKind.NoIdentity] = (403, "You have no name here"),
        [ProblemKind.AdministratorsOnly] = (403, "Only administrators may do that"),
        [ProblemKind.InstanceNotFound] = (404, "There is no such instance"),
        [ProblemKind.ServiceNotFound] = (404, "There is no such service"),
        [ProblemKind.LimitExceeded] = (409, "All places are held"),
        [ProblemKind.InstanceBusy] = (409, "Another call is at the instance"),
        [ProblemKind.InstanceLost] = (409, "The instance is lost"),
        [ProblemKind.Template] = (422, "The service's template is not right"),
        [ProblemKind.InstanceFailed] = (422, "The instance did not become ready"),
        [ProblemKind.NotPossible] = (422, "That is not possible"),
        [ProblemKind.AccessDenied] = (502, "The server lacks a right in the cluster"),
        [ProblemKind.ClusterUnavailable] = (503, "The cluster is not available"),
        [ProblemKind.ClusterError] = (502, "The cluster answered with an error"),
        [ProblemKind.ShuttingDown] = (503, "The server is stopping"),
        [ProblemKind.Internal] = (500, "The server failed"),
    }.ToFrozenDictionary();

    public static int StatusOf(string kind) => s_all[kind].Status;

    public static string TitleOf(string kind) => s_all[kind].Title;
}
