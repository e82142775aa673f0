using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>What all parts of the cluster share.</summary>
/// <param name="Operations">What can be done to objects; it has the store, the kinds and the clock.</param>
/// <param name="Loop">Runs the controllers.</param>
/// <param name="Events">Tells what happens.</param>
/// <param name="Logger">Where what goes wrong in the cluster itself is logged.</param>
internal sealed record ClusterCore(ObjectOperations Operations, ControlLoop Loop, EventRecorder Events, ILogger Logger)
{
    /// <summary>What is under way beside the loop.</summary>
    public Activity Activity { get; } = new();

    public ObjectStore Store => Operations.Store;

    public KindCatalog Kinds => Operations.Kinds;

    public TimeProvider Time => Operations.Time;

    /// <summary>
    /// Completes when there was a moment at which the controllers and the node had nothing to do: the next thing comes from a client, from a container,
    /// with time, or from what is frozen.
    /// </summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        long? before;
        do
        {
            await Activity.WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            before = Activity.Idle();
            await Loop.WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        while (before is null || Activity.Idle() != before);
    }
}
