using System.Text;
using Microsoft.AspNetCore.Http;

namespace Allocator.Embedded;

/// <summary>Reads the log of a pod as it comes.</summary>
internal static class ProgramOutput
{
    public static async Task<IReadOnlyList<string>> ReadAsync(NodeHarness cluster, string pod, int lines)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var output = new LineCounter(lines, enough);
        var context = new DefaultHttpContext { RequestAborted = enough.Token };
        context.Request.QueryString = new("?follow=true");
        context.Response.Body = output;
        await cluster.Node.PodEndpoints.ServeLogAsync(context, cluster.FindPod(pod)!);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The whole log, which ends with the container.</summary>
    public static async Task<string> ReadAsync(NodeHarness cluster, string pod)
    {
        using var output = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Request.QueryString = new("?follow=true");
        context.Response.Body = output;
        await cluster.Node.PodEndpoints.ServeLogAsync(context, cluster.FindPod(pod)!)
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Whether a process runs; one that has ended may still be listed.</summary>
    public static bool IsAlive(string processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class LineCounter(int lines, CancellationTokenSource enough) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            if (ToArray().Count(value => value == '\n') >= lines)
                enough.Cancel();
            return ValueTask.CompletedTask;
        }
    }
}
