namespace Allocator.Api;

/// <summary>The members of a problem besides those of RFC 9457, by which a client makes the exception again.</summary>
internal static class ProblemMember
{
    public const string Kind = "kind";

    /// <summary>The path at which a browser signs in.</summary>
    public const string SignIn = "signIn";

    public const string Service = "service";

    /// <summary>The instance's name. RFC 9457 uses <c>instance</c> for something else.</summary>
    public const string Name = "name";

    public const string State = "state";

    public const string Limit = "limit";

    public const string IsPerOwner = "isPerOwner";

    public const string Holders = "holders";

    public const string Parameters = "parameters";

    public const string Template = "template";

    public const string Line = "line";

    public const string Column = "column";

    public const string Problem = "problem";

    public const string Reason = "reason";

    public const string IsKept = "isKept";

    public const string Verb = "verb";

    public const string Resource = "resource";

    public const string Namespace = "namespace";

    public const string TraceId = "traceId";
}
