namespace Allocator.Embedded;

/// <summary>
/// Brings what is nearer to what is wanted. All controllers run on one loop, one call at a time, and never wait: what is not ready yet is looked at
/// again when it changes, or after a time.
/// </summary>
internal interface IController
{
    /// <summary>Its name in messages and events, for example <c>deployment-controller</c>.</summary>
    string Name { get; }

    /// <summary>What has to be looked at because of a change.</summary>
    IEnumerable<ObjectReference> Affected(StoreChange change);

    /// <summary>Looks at an object, which may be gone.</summary>
    /// <returns>After which time to look again though nothing changes; null for never.</returns>
    TimeSpan? Reconcile(ObjectReference reference);

    /// <summary>Stops what it does beside the loop while it is frozen.</summary>
    void SetFrozen(bool isFrozen)
    {
    }
}
