using System.Globalization;

namespace Allocator.Crashes;

/// <summary>
/// Interleavings by the thousand. <c>ALLOCATOR_CRASH_SEED</c> repeats one and prints it; <c>ALLOCATOR_CRASH_SCHEDULES</c> says how many there are, from that seed on.
/// </summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const int UsualSchedules = 2000;

    // Clusters that have seen much are slow: events stay.
    private const int SchedulesOfOneStage = 20;

    // Of real time, so that what hangs ends; far longer than a busy machine needs.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private int _changes;
    private int _mostLive;
    private int _calls;

    [Fact]
    public Task No_interleaving_exceeds_a_limit_or_leaves_anything_behind() => OneThread.RunAsync(async () =>
    {
        var first = Setting("ALLOCATOR_CRASH_SEED");
        var count = Setting("ALLOCATOR_CRASH_SCHEDULES") ?? (first is null ? UsualSchedules : 1);
        foreach (var seeds in Enumerable.Range(first ?? 1, count).Chunk(SchedulesOfOneStage))
        {
            var stage = await Stage.OpenAsync();
            await using (stage)
            {
                foreach (var seed in seeds)
                {
                    var trace = await RunAsync(stage, seed);
                    if (count == 1)
                        output.WriteLine(string.Join('\n', trace));
                }
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} schedules, {_changes} changes of Leases judged, up to {_mostLive} instances live at once, {_calls} suspended, resumed and reset"));
        Assert.True(first is not null || (_changes > 20 * count && _mostLive > 1 && _calls > count / 2), "The schedules do too little.");
    });

    [Theory]
    [InlineData(3)]
    [InlineData(1234)]
    public Task A_seed_gives_the_same_schedule_again(int seed) => OneThread.RunAsync(async () =>
    {
        var first = await TraceAsync(seed);
        var second = await TraceAsync(seed);

        Assert.Equal(first, second);
    });

    private async Task<List<string>> TraceAsync(int seed)
    {
        var stage = await Stage.OpenAsync();
        await using (stage)
            return await RunAsync(stage, seed);
    }

    private async Task<List<string>> RunAsync(Stage stage, int seed)
    {
        var schedule = new Schedule(stage, seed);
        await using (schedule)
        {
            try
            {
                await schedule.RunAsync().WaitAsync(s_longest);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Assert.Fail($"Seed {seed}; ALLOCATOR_CRASH_SEED={seed} repeats it.\n{failure}\n\n{string.Join('\n', schedule.Trace)}");
            }
        }

        _changes += stage.Witness.Judged;
        _calls += schedule.CallsDone;
        _mostLive = Math.Max(_mostLive, stage.Witness.MostLive);
        return schedule.Trace;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
