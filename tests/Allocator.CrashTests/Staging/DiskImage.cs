namespace Allocator.Crashes;

/// <summary>Containers that only hold the disk at <c>/data</c>, each disk marked by the first that gets it. Sees when two disks are held at once in the place of one.</summary>
internal sealed class DiskImage : IContainerImage
{
    private readonly List<(string Place, string Disk)> _held = [];
    private int _disks;

    /// <summary>What must never be.</summary>
    public List<string> Violations { get; } = [];

    public async Task<int> RunAsync(ContainerContext container, CancellationToken stopping)
    {
        var mark = container.HostPath("/data/mark");
        if (!File.Exists(mark))
            File.WriteAllText(mark, $"{++_disks}");
        var held = (Place: container.Environment["PLACE"], Disk: File.ReadAllText(mark));
        if (_held.Exists(other => other.Place == held.Place && other.Disk != held.Disk))
            Violations.Add($"Two disks were held at once in the place of {held.Place}.");
        _held.Add(held);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        finally
        {
            _held.Remove(held);
        }

        return 0;
    }
}
