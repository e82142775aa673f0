using System.Globalization;
using System.Text;

namespace Allocator.Embedded;

/// <summary>Sends a log as a query wants it.</summary>
internal static class LogReader
{
    public static async Task WriteAsync(ContainerLog log, LogQuery query, DateTimeOffset now, Stream output, CancellationToken cancellationToken)
    {
        var left = query.LimitBytes ?? long.MaxValue;
        var since = query.SinceTime ?? (query.SinceSeconds is { } seconds ? now.AddSeconds(-seconds) : DateTimeOffset.MinValue);
        var tail = query.TailLines;
        long position = 0;
        while (true)
        {
            var lines = log.Read(ref position, out var more).Where(line => line.Time >= since);
            if (tail is { } last)
                lines = lines.TakeLast((int)Math.Min(last, int.MaxValue));
            tail = null;
            foreach (var line in lines)
            {
                var text = query.Timestamps ? Stamped(line) : line.Text;
                var length = (int)Math.Min(left, text.Length);
                await output.WriteAsync(text.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                left -= length;
                if (left == 0)
                    return;
            }

            if (!query.Follow || more is null)
                return;
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Nine digits, as a container engine writes them; the clock has seven.
    private static byte[] Stamped(LogLine line)
    {
        var time = line.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture);
        return [.. Encoding.ASCII.GetBytes(time), .. line.Text];
    }
}
