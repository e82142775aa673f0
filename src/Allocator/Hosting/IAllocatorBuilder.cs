using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>What <c>AddAllocator()</c> returns: services, identities and template engines are added to it.</summary>
public interface IAllocatorBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
