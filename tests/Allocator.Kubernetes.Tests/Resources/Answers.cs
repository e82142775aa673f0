using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Allocator.Tests;

/// <summary>Steps of a <see cref="ScriptedServer"/>.</summary>
internal static class Answers
{
    public const string Abort = "abort";

    /// <summary>The connection is cut without an answer.</summary>
    public static RequestDelegate Lost { get; } = context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Nothing, until the client goes away.</summary>
    public static RequestDelegate Silence { get; } = async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    };

    public static RequestDelegate Json(string json, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    };

    public static RequestDelegate Text(string text, int status) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    };

    public static RequestDelegate Status(int code, string reason = "", string message = "", string details = "{}", string? retryAfter = null)
    {
        var body = $$"""{"kind":"Status","code":{{code}},"reason":"{{reason}}","message":"{{message}}","details":{{details}}}""";
        return context =>
        {
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return Json(body, code)(context);
        };
    }

    /// <summary>A part of an answer that says it is longer, then the connection is cut.</summary>
    public static RequestDelegate Cut(string text) => async context =>
    {
        context.Response.ContentLength = text.Length + 100;
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    /// <summary>Writes each text as it comes, cuts the connection at <see cref="Abort"/>, and ends the answer when there are no more.</summary>
    public static RequestDelegate Stream(ChannelReader<string> texts) => async context =>
    {
        await context.Response.Body.FlushAsync();
        await foreach (var text in texts.ReadAllAsync(context.RequestAborted))
        {
            if (text == Abort)
            {
                context.Abort();
                return;
            }

            await context.Response.WriteAsync(text);
            await context.Response.Body.FlushAsync();
        }
    };

    public static RequestDelegate Stream(params string[] texts)
    {
        var channel = Channel.CreateUnbounded<string>();
        foreach (var text in texts)
            channel.Writer.TryWrite(text);
        channel.Writer.Complete();
        return Stream(channel.Reader);
    }
}
