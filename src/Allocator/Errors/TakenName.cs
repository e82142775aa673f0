namespace Allocator;

/// <summary>The error of an object at one of our names that is not ours. It is left alone.</summary>
internal static class TakenName
{
    public static AllocatorException Error(AllocatorSession session, ResourceKind kind, string name, string whose) => new(
        $"The {kind.Kind} '{name}' in namespace '{session.Namespace}' has the name of {whose}, but is not Allocator's. " +
        "Delete it if nobody needs it, or use a namespace of its own for instances.");
}
