
namespace Allocator;

/// <summary>A fault that is on. Disposing ends it.</summary>
public sealed class InjectedFault : IDisposable
{
    private readonly Action<InjectedFault> _remove;
    private int _seen;
    private int _hits;

    internal InjectedFault(RequestFault fault, Action<InjectedFault> remove) => (Fault, _remove) = (fault, remove);

    /// <summary>What it does.</summary>
    public RequestFault Fault { get; }

    /// <summary>How many requests it has hit.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <inheritdoc/>
    public void Dispose() => _remove(this);

    /// <summary>Counts a request that meets its conditions.</summary>
    /// <returns>Whether it is hit.</returns>
    internal bool Hit()
    {
        if (Interlocked.Increment(ref _seen) is var seen && (seen <= Fault.Skip || seen > (long)Fault.Skip + Fault.Times))
            return false;
        Interlocked.Increment(ref _hits);
        return true;
    }
}
