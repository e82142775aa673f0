using Microsoft.AspNetCore.Http;

namespace Allocator.Server;

/// <summary>Answers to an operation that takes time: at its end, or with its progress as server-sent events if the caller accepts those.</summary>
internal static class ProgressAnswer
{
    /// <param name="context">The request.</param>
    /// <param name="operation">What is done.</param>
    /// <param name="answer">The answer to a caller who waits for the end.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public static async Task WriteAsync(
        HttpContext context,
        Func<IProgress<InstanceProgress>?, CancellationToken, Task<Instance>> operation,
        Func<Instance, IResult> answer,
        CancellationToken cancellationToken)
    {
        if (ServerSentEvents.Accepts(context.Request))
        {
            await ProgressStream.RunAsync(context, operation, cancellationToken).ConfigureAwait(false);
            return;
        }

        var instance = await operation(null, cancellationToken).ConfigureAwait(false);
        await answer(instance).ExecuteAsync(context).ConfigureAwait(false);
    }
}
