using Microsoft.Extensions.Logging;

namespace Allocator.Embedded;

/// <summary>What all parts of the cluster share.</summary>
/// <param name="Operations">What can be done to objects; it has the store, the kinds and the clock.</param>
/// <param name="Loop">Runs the controllers.</param>
/// <param name="Events">Tells what happens.</param>
/// <param name="Logger">Where what goes wrong in the cluster itself is logged.</param>
internal sealed record ClusterCore(ObjectOperations Operations, ControlLoop Loop, EventRecorder Events, ILogger Logger)
{
    public ObjectStore Store => Operations.Store;

    public KindCatalog Kinds => Operations.Kinds;

    public TimeProvider Time => Operations.Time;
}
