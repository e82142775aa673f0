using Microsoft.Extensions.Logging;

namespace Allocator.Client;

/// <summary>Repeats requests for which it makes no difference how often they are sent, while what stands in their way may pass.</summary>
internal sealed partial class Repetition(TimeProvider time, ILogger logger)
{
    private const int Attempts = 6;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    public async Task<T> RunAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await send().ConfigureAwait(false);
            }
            catch (ServerFailure failure) when (failure.IsPassing && attempt < Attempts)
            {
                var pause = failure.RetryAfter ?? s_firstPause * Math.Pow(2, attempt - 1);
                pause = pause < s_longestPause ? pause : s_longestPause;
                Log.Repeating(logger, failure.Meaning, pause.TotalSeconds);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (ServerFailure failure)
            {
                throw failure.Meaning;
            }
        }
    }

    /// <summary>For what must not be done twice.</summary>
    public static async Task<T> OnceAsync<T>(Func<Task<T>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (ServerFailure failure)
        {
            throw failure.Meaning;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A request to the allocator server failed; it is repeated in {Seconds} s")]
        public static partial void Repeating(ILogger logger, Exception failure, double seconds);
    }
}
