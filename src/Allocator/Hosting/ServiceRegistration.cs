namespace Allocator;

/// <summary>That a service of this name was added.</summary>
internal sealed record ServiceRegistration(string Name);
