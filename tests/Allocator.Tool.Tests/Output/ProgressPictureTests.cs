using Spectre.Console;
using Spectre.Console.Rendering;

namespace Allocator.Tool.Tests;

public sealed class ProgressPictureTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Draw_has_a_line_for_each_phase_and_the_last_events()
    {
        var picture = new ProgressPicture(_time);
        picture.Report(new InstanceProgress(InstancePhase.Placing, "taking a place", TimeSpan.Zero));
        _time.Advance(TimeSpan.FromSeconds(1.5));
        picture.Report(new InstanceProgress(InstancePhase.Waiting, "Pod kv-1: ContainerCreating", TimeSpan.Zero) { PodsReady = 0, PodsTotal = 1 });
        picture.Report(new InstanceEvent { LastSeen = _time.GetUtcNow(), Type = "Normal", Reason = "Pulling", Subject = "Pod kv-1", Message = "Pulling image" });
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["✓ Placing      1.5 s", "· Waiting      2.0 s  [0/1 pods] Pod kv-1: ContainerCreating", "           Pod kv-1: Pulling: Pulling image"], Lines(picture.Draw()));

        picture.End(succeeded: false);
        Assert.Equal(["✓ Placing      1.5 s", "✗ Waiting      2.0 s"], Lines(picture.Draw()));
    }

    [Fact]
    public void Draw_interrupted_says_what_is_being_done_now()
    {
        var picture = new ProgressPicture(_time);
        picture.Report(new InstanceProgress(InstancePhase.Creating, "creating 1 object", TimeSpan.Zero));

        picture.Interrupt();

        Assert.Equal("Interrupted: ending what was begun.", Lines(picture.Draw())[^1]);
    }

    [Fact]
    public void Draw_shows_a_notice_until_there_is_progress_again()
    {
        var picture = new ProgressPicture(_time);

        picture.Notice("Trying again.");
        Assert.Equal(["Connecting", "Trying again."], Lines(picture.Draw()));

        picture.Report(new InstanceProgress(InstancePhase.Placing, "taking a place", TimeSpan.Zero));
        Assert.DoesNotContain("Trying again.", Lines(picture.Draw()));
    }

    [Fact]
    public void Draw_is_never_a_single_line()
    {
        var picture = new ProgressPicture(_time);
        Assert.Equal(["Connecting", ""], Lines(picture.Draw()));

        picture.Report(new InstanceProgress(InstancePhase.Placing, "taking a place", TimeSpan.Zero));
        Assert.Equal(["· Placing      0.0 s  taking a place", ""], Lines(picture.Draw()));
    }

    private static string[] Lines(IRenderable picture)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        console.Write(picture);
        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];
    }
}
