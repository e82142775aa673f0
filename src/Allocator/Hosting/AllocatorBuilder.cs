using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

internal sealed class AllocatorBuilder(IServiceCollection services) : IAllocatorBuilder
{
    public IServiceCollection Services => services;
}
