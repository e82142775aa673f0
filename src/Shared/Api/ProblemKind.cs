namespace Allocator.Api;

/// <summary>What kinds of problems there are: the last part of a problem's <c>type</c>, and its member <c>kind</c>.</summary>
internal static class ProblemKind
{
    public const string TypePrefix = "urn:allocator:";

    public const string BadRequest = "bad-request";

    public const string Parameters = "parameters";

    public const string SignIn = "sign-in";

    public const string Antiforgery = "antiforgery";

    public const string NoIdentity = "no-identity";

    public const string AdministratorsOnly = "administrators-only";

    public const string InstanceNotFound = "instance-not-found";

    public const string ServiceNotFound = "service-not-found";

    public const string LimitExceeded = "limit-exceeded";

    public const string InstanceBusy = "instance-busy";

    public const string InstanceLost = "instance-lost";

    public const string Template = "template";

    public const string InstanceFailed = "instance-failed";

    public const string NotPossible = "not-possible";

    public const string AccessDenied = "access-denied";

    public const string ClusterUnavailable = "cluster-unavailable";

    public const string ClusterError = "cluster-error";

    public const string ShuttingDown = "shutting-down";

    public const string Internal = "internal";
}
