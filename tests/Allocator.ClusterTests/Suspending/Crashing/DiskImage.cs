using System.Collections.Concurrent;

namespace Allocator;

/// <summary>Containers that only hold a disk at <c>/data</c>, each disk marked by the first that gets it. Sees when two disks are held at once.</summary>
internal sealed class DiskImage : IContainerImage
{
    public const string Name = "registry.local/disk-holder:1";

    private readonly Lock _gate = new();
    private readonly List<(string Instance, string Disk)> _held = [];

    /// <summary>What must never be: one instance's pods on two disks at once.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public async Task<int> RunAsync(ContainerContext container, CancellationToken stopping)
    {
        var mark = container.HostPath("/data/mark");
        if (!File.Exists(mark))
            await File.WriteAllTextAsync(mark, Guid.NewGuid().ToString("N"), CancellationToken.None);
        var held = (Instance: container.Environment["INSTANCE"], Disk: await File.ReadAllTextAsync(mark, CancellationToken.None));
        Hold(held);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            lock (_gate)
                _held.Remove(held);
        }

        return 0;
    }

    private void Hold((string Instance, string Disk) held)
    {
        lock (_gate)
        {
            if (_held.Exists(other => other.Instance == held.Instance && other.Disk != held.Disk))
                Violations.Enqueue($"{held.Instance} held two disks at once");
            _held.Add(held);
        }
    }
}
