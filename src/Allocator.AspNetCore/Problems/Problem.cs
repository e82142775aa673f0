using System.Diagnostics;
using System.Globalization;
using Allocator.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Allocator.Server;

/// <summary>A problem as RFC 9457 has it, with the members that the kind adds.</summary>
/// <param name="Kind">One of <see cref="ProblemKind"/>.</param>
/// <param name="Detail">What happened, why, and what to do.</param>
internal sealed record Problem(string Kind, string Detail)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = ProblemKinds.StatusOf(Kind);

    /// <summary>What the kind adds.</summary>
    public Dictionary<string, object?> Members { get; } = [];

    /// <summary>When to try again; null if that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the header <c>WWW-Authenticate</c> says.</summary>
    public string? Challenge { get; init; }

    /// <summary>The body.</summary>
    public ProblemDetails ToDetails(HttpContext context)
    {
        var details = new ProblemDetails { Type = ProblemKind.TypePrefix + Kind, Title = ProblemKinds.TitleOf(Kind), Status = Status, Detail = Detail };
        details.Extensions[ProblemMember.Kind] = Kind;
        foreach (var (name, value) in Members.Where(member => member.Value is not null))
            details.Extensions[name] = value;
        details.Extensions[ProblemMember.TraceId] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return details;
    }

    /// <summary>Answers with it.</summary>
    public async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Clear();
        context.Response.StatusCode = Status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (RetryAfter is { } after)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Challenge is not null)
            context.Response.Headers[HeaderNames.WWWAuthenticate] = Challenge;
        if (ProblemPage.IsWanted(context))
        {
            await ProblemPage.WriteAsync(context, this, cancellationToken).ConfigureAwait(false);
            return;
        }

        await context.Response.WriteAsJsonAsync(ToDetails(context), ApiJson.Of(context), "application/problem+json", cancellationToken).ConfigureAwait(false);
    }
}
