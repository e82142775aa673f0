namespace Allocator.Crashes;

/// <summary>Runs an operation undisturbed, and then once for everything that can go wrong with each of its requests.</summary>
internal sealed class Enumeration(Func<Operation> create)
{
    // Clusters that have seen much are slow: events stay.
    private const int PointsOfOneStage = 20;

    // Of real time, so that what hangs ends; far longer than a busy machine needs.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private Stage? _stage;

    /// <summary>The requests of the undisturbed run.</summary>
    public IReadOnlyList<(ActorRequest Request, int Occurrence)> Requests { get; private set; } = [];

    public IReadOnlyList<CrashPoint> Points { get; private set; } = [];

    public List<string> Failures { get; } = [];

    /// <summary>Where the operation failed though its process and its caller went on, and with what.</summary>
    public List<(CrashPoint Point, Exception Failure)> Refusals { get; } = [];

    public async Task RunAsync()
    {
        Requests = await TryAsync(null);
        Points = [.. Requests.SelectMany(request => CrashPoint.Of(request.Request, request.Occurrence))];
        foreach (var points in Points.Chunk(PointsOfOneStage))
        {
            foreach (var point in points)
                await TryAsync(point);
            await CloseAsync();
        }
    }

    private async Task<IReadOnlyList<(ActorRequest Request, int Occurrence)>> TryAsync(CrashPoint? point)
    {
        var operation = create();
        _stage ??= await Stage.OpenAsync();
        _stage.Call(operation.Service);
        var run = new PointRun(_stage, operation, point);
        try
        {
            await run.RunAsync().WaitAsync(s_longest);
            if (run.Failure is { } failure && failure.GetType() != operation.Throws && point is not { MayFail: true })
                Refusals.Add((point!, failure));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            Failures.Add($"{point?.ToString() ?? "undisturbed"}: {problem}");
            await CloseAsync();
        }

        return run.Requests;
    }

    private async Task CloseAsync()
    {
        if (_stage is not null)
            await _stage.DisposeAsync();
        _stage = null;
    }
}
