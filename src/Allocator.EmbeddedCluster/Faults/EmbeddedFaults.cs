using System.Collections.Immutable;
using Allocator.Embedded;

namespace Allocator;

/// <summary>Lets things go wrong in an embedded cluster.</summary>
public sealed class EmbeddedFaults
{
    private readonly ObjectStore _store;
    private readonly ListReader _lists;
    private readonly OpenWatches _watches;
    private readonly ControlLoop _loop;
    private ImmutableList<InjectedFault> _faults = [];

    internal EmbeddedFaults(ObjectStore store, ListReader lists, OpenWatches watches, ControlLoop loop) =>
        (_store, _lists, _watches, _loop) = (store, lists, watches, loop);

    /// <summary>The controllers that can be frozen, for example <c>deployment-controller</c>.</summary>
    public IReadOnlyList<string> Controllers => _loop.Names;

    /// <summary>Has requests go wrong, until the fault is used up or disposed. Of several that fit a request, the earliest that hits it counts.</summary>
    /// <exception cref="ArgumentException">The fault is not possible, or something in it would never have an effect.</exception>
    public InjectedFault Add(RequestFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault.Check();
        var injected = new InjectedFault(fault, ended => ImmutableInterlocked.Update(ref _faults, faults => faults.Remove(ended)));
        ImmutableInterlocked.Update(ref _faults, faults => faults.Add(injected));
        return injected;
    }

    /// <summary>
    /// Forgets what could be resumed from, as etcd does after minutes: watches that begin at an earlier version and further pages of earlier lists
    /// get 410. Watches that are open go on.
    /// </summary>
    public void Compact()
    {
        lock (_store.Gate)
            _store.Changes.Compact(_store.Version);
        _lists.Compact();
    }

    /// <summary>Breaks the connections of the watches that are open. A client sees a lost connection, not an end.</summary>
    /// <param name="resource">Of which resource, <c>pods</c> or <c>deployments.apps</c>; null for all.</param>
    /// <returns>How many.</returns>
    public int CutWatches(string? resource = null) => _watches.Cut(info => resource is null || info.ResourceName == resource);

    /// <summary>
    /// Stops a controller until all such results are disposed. It does nothing more from when this returns; then it does all that it has missed. Of a
    /// frozen <c>kubelet</c> pods are neither started, stopped nor reported on, but what it is at it finishes, and their containers run on.
    /// </summary>
    /// <param name="controller">One of <see cref="Controllers"/>; null for all of them.</param>
    /// <exception cref="ArgumentException">There is no such controller; the message names those there are.</exception>
    public IDisposable Freeze(string? controller = null)
    {
        if (controller is not null && !Controllers.Contains(controller))
            throw new ArgumentException($"There is no controller '{controller}'; there are {string.Join(", ", Controllers)}.", nameof(controller));
        IReadOnlyList<string> frozen = controller is null ? Controllers : [controller];
        _loop.SetFrozen(frozen, true);
        return new Release(() => _loop.SetFrozen(frozen, false));
    }

    /// <summary>Stops the garbage collector until the result is disposed.</summary>
    public IDisposable FreezeGarbageCollector() => Freeze(GarbageCollector.ControllerName);

    /// <summary>The fault that hits a request, if any.</summary>
    internal InjectedFault? Find(RequestInfo request, string userAgent)
    {
        foreach (var injected in Volatile.Read(ref _faults))
        {
            if (Fits(injected.Fault, request, userAgent) && injected.Hit())
                return injected;
        }

        return null;
    }

    private static bool Fits(RequestFault fault, RequestInfo request, string userAgent) =>
        (fault.Verb is null || fault.Verb == request.Verb)
        && (fault.Resource is null || (request.IsResource && fault.Resource == request.ResourceName))
        && (fault.Namespace is null || fault.Namespace == request.Namespace)
        && (fault.Name is null || fault.Name == request.Name)
        && (fault.UserAgent is null || userAgent.Contains(fault.UserAgent, StringComparison.Ordinal))
        && (fault.Outcome != FaultOutcome.CutWatch || request.Verb == "watch");

    private sealed class Release(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
