namespace Allocator;

/// <summary>The instance is gone although nobody here destroyed it: its lease ran out, or somebody else deleted it.</summary>
public sealed class InstanceLostException : AllocatorException
{
    internal InstanceLostException(string name, string why)
        : base($"Instance '{name}' is lost: {why}. Create a new one.")
        => Name = name;

    private InstanceLostException((string Message, string Name) told)
        : base(told.Message)
        => Name = told.Name;

    /// <summary>The instance's name.</summary>
    public string Name { get; }

    /// <summary>As a server told it, with the whole message.</summary>
    internal static InstanceLostException Told(string message, string name) => new((message, name));
}
