namespace Allocator.Embedded;

/// <summary>Where an object is or was.</summary>
internal readonly record struct ObjectReference(ResourceType Type, ObjectKey Key)
{
    public ObjectReference(ResourceType type, string @namespace, string name)
        : this(type, new ObjectKey(@namespace, name))
    {
    }

    public override string ToString() => $"{Type}/{Key}";
}
