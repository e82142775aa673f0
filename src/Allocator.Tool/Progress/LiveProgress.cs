using Spectre.Console;

namespace Allocator.Tool;

/// <summary>Progress that is drawn anew in its place on a terminal, as long as the operation runs.</summary>
internal static class LiveProgress
{
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(125);

    public static async Task<T> ShowAsync<T>(
        TextWriter error, Backend backend, Func<IProgress<InstanceProgress>, Task<T>> operation, CancellationToken cancellationToken)
    {
        var picture = new ProgressPicture(TimeProvider.System);
        await using var events = new EventTail(backend.Instances, picture.Report);
        using var notices = backend.Notices.DrawBy(picture.Notice);
        await using var interruption = cancellationToken.Register(picture.Interrupt);
        var console = Terminal.ConsoleOf(error);

        // Room for the ^C that a terminal echoes: in a full line it would begin the next one, and the picture would be drawn a line too low.
        console.Profile.Width -= 3;
        return await console.Live(picture.Draw()).StartAsync(async live =>
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
