namespace Allocator;

/// <summary>A service as a class: what a fixture or a host names by its type. Derived classes have a parameterless constructor.</summary>
public abstract class ServiceDefinition
{
    /// <summary>The service's name: <c>[a-z]([-a-z0-9]*[a-z0-9])?</c>, at most 30 characters.</summary>
    public abstract string Name { get; }

    /// <summary>Sets the service's template, limits and disk.</summary>
    public abstract void Configure(ServiceOptions options);
}
