namespace Allocator.Readiness;

/// <summary>One object of an instance, as it was created.</summary>
internal sealed record ObjectReference(ResourceKind Kind, string Name, string Uid)
{
    public override string ToString() => $"{Kind.Kind} {Name}";
}
