using System.ComponentModel;
using Allocator.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Allocator.Server;

/// <summary>Logs, events, and the description for a person who looks for a fault.</summary>
internal static class LookingEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/instances/{name}/logs", LogsAsync).WithSummary("Reads the logs of an instance's pods")
            .WithDescription(
                "As text. With follow=true the lines come as they are written, those of later pods as well; with Accept: application/x-ndjson each is then a "
                + "JSON object with pod, container and text.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain", LogAnswer.LinesMediaType).Answers(ProblemKind.InstanceNotFound);
        api.MapGet("/instances/{name}/events", EventsAsync).WithSummary("Reads what the cluster reported about an instance, the newest first")
            .Produces<Page<InstanceEvent>>().Answers(ProblemKind.InstanceNotFound);
        api.MapGet("/instances/{name}/description", DescribeAsync).WithSummary("Says what an instance is doing: its pods, their events and log lines")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").Answers(ProblemKind.InstanceNotFound);
    }

    private static async Task LogsAsync(
        string name,
        HttpContext context,
        IInstanceDirectory instances,
        [Description("Whether to go on with what is written from now on.")] bool? follow,
        [Description("Only this container's.")] string? container,
        [Description("Only so many lines, the last ones.")] int? tail,
        [Description("Only what is not older than so many seconds.")] double? since,
        [Description("Whether to read the log of the container's run before this one.")] bool? previous,
        [Description("Whether each line begins with its time.")] bool? timestamps,
        CancellationToken cancellationToken)
    {
        if (tail < 0)
            throw new RequestException($"'tail' must not be negative, but is {tail}.");
        var options = new PodLogOptions
        {
            Container = container,
            TailLines = tail,
            Since = Seconds.Read(since, "since"),
            Previous = previous == true,
            Timestamps = timestamps == true,
        };
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        if (follow == true)
            await LogAnswer.FollowAsync(context, handle, options, cancellationToken).ConfigureAwait(false);
        else
            await TypedResults.Text(await handle.ReadLogsAsync(options, cancellationToken).ConfigureAwait(false)).ExecuteAsync(context).ConfigureAwait(false);
    }

    private static async Task<Page<InstanceEvent>> EventsAsync(string name, IInstanceDirectory instances, CancellationToken cancellationToken)
    {
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        return new Page<InstanceEvent> { Items = await handle.ReadEventsAsync(cancellationToken).ConfigureAwait(false) };
    }

    private static async Task<IResult> DescribeAsync(
        string name,
        IInstanceDirectory instances,
        [Description("Only log lines that are not older than so many seconds.")] double? since,
        CancellationToken cancellationToken)
    {
        var logsOfLast = Seconds.Read(since, "since");
        var handle = await instances.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var opened = handle.ConfigureAwait(false);
        return TypedResults.Text(await handle.DescribeAsync(logsOfLast, cancellationToken).ConfigureAwait(false));
    }
}
