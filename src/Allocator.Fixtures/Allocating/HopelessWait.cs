namespace Allocator;

/// <summary>The error of a wait for places that this run's own instances hold, which are destroyed only later.</summary>
internal static class HopelessWait
{
    public static AllocatorException Error(TestScope scope, string service, IReadOnlyList<Instance> holders)
    {
        var names = string.Join("; ", holders.Select(holder => $"{holder.Name} of {TestRun.Held.HolderOf(holder.Uid)?.Scope.Name ?? "this run"}"));
        return new AllocatorException(
            $"{scope.Name} cannot have an instance of service '{service}': all places are held by instances of this run that are destroyed only after it: {names}. " +
            $"Use that instance, or raise {nameof(ServiceOptions.MaxInstances)} or {nameof(ServiceOptions.MaxInstancesPerOwner)} of the service.");
    }
}
