using System.IO.Pipelines;

namespace Allocator.Crashes;

/// <summary>Sends the headers with the first bytes.</summary>
internal sealed class AnsweringWriter(Exchange exchange, PipeWriter body) : PipeWriter
{
    public override void Advance(int bytes) => body.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => body.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => body.GetSpan(sizeHint);

    public override void CancelPendingFlush() => body.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => body.Complete(exception);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        exchange.Start();
        return body.FlushAsync(cancellationToken);
    }
}
