namespace Allocator;

public sealed class RunSummaryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allocator-summary-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Add_the_file_has_a_line_for_each_instance_that_has_ended()
    {
        var summary = new RunSummary();
        var file = Path.Combine(_folder.FullName, "summary.txt");

        summary.Add(new("Shop.OrderTests", "postgres") { Instance = "postgres-1a2b3c4d", Created = Seconds(0.3), Ready = Seconds(2.14), Destroyed = Seconds(9.5) }, file);
        summary.Add(new("Shop.CartTests", "postgres") { Waited = Seconds(120), Remark = "failed" }, file);

        var lines = File.ReadAllLines(file);
        Assert.StartsWith("Allocator, run ", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "class            instance           waited   created  ready  destroyed",
                "Shop.OrderTests  postgres-1a2b3c4d  0.0 s    0.3 s    2.1 s  9.5 s",
                "Shop.CartTests   -                  120.0 s  -        -      -          failed",
            ],
            lines[1..]);
    }

    [Fact]
    public void Add_file_that_cannot_be_written_is_let_be()
    {
        var summary = new RunSummary();
        var file = Path.Combine(_folder.FullName, "no-such-folder", "summary.txt");

        summary.Add(new("Shop.OrderTests", "postgres"), file);

        Assert.False(File.Exists(file));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
