namespace Allocator;

/// <summary>There is no such instance, it is gone, or it is somebody else's: these look the same.</summary>
public sealed class InstanceNotFoundException : AllocatorException
{
    internal InstanceNotFoundException(string? service, string name)
        : base($"There is no instance '{name}'{(service is null ? "" : $" of service '{service}'")} that is yours. ListAsync shows those you have.")
    {
        Service = service;
        Name = name;
    }

    /// <summary>The service that was asked; null if all were.</summary>
    public string? Service { get; }

    /// <summary>The name that was asked for.</summary>
    public string Name { get; }
}
