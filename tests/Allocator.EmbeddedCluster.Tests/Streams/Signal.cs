namespace Allocator.Embedded.Tests.Streams;

/// <summary>What tells a test of something. The test does not go on within the code that tells it, which may be what it waits for next.</summary>
internal static class Signal
{
    public static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
