using Spectre.Console;

namespace Allocator.Tool;

/// <summary>Progress that is drawn anew in its place on a terminal, as long as the operation runs.</summary>
internal static class LiveProgress
{
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(125);

    public static async Task<T> ShowAsync<T>(
        TextWriter error, IInstanceDirectory instances, Func<IProgress<InstanceProgress>, Task<T>> operation, CancellationToken cancellationToken)
    {
        var picture = new ProgressPicture(TimeProvider.System);
        await using var events = new EventTail(instances, picture.Report);
        await using var interruption = cancellationToken.Register(picture.Interrupt);
        return await Terminal.ConsoleOf(error).Live(picture.Draw()).StartAsync(async live =>
        {
            var running = operation(new ProgressView.Fork(picture.Report, events.Follow));
            while (await Task.WhenAny(running, Task.Delay(s_frame, TimeProvider.System, CancellationToken.None)) != running)
                live.UpdateTarget(picture.Draw());
            picture.End(running.IsCompletedSuccessfully);
            live.UpdateTarget(picture.Draw());
            return await running;
        });
    }
}
