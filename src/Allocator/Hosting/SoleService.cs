using Microsoft.Extensions.DependencyInjection;

namespace Allocator;

/// <summary>The service that is meant when none is named.</summary>
internal static class SoleService
{
    public static IInstanceAllocator Of(IServiceProvider provider)
    {
        var names = provider.GetServices<ServiceRegistration>().Select(service => service.Name).ToList();
        return names switch
        {
            [var only] => provider.GetRequiredKeyedService<IInstanceAllocator>(only),
            [] => throw new AllocatorException("No service was added. Add one: services.AddAllocator().AddService(\"postgres\", o => o.TemplatePath = \"postgres.yaml.gotmpl\")."),
            _ => throw new AllocatorException(
                $"Several services were added, so {nameof(IInstanceAllocator)} must be resolved by key: [FromKeyedServices(\"{names[0]}\")]. The keys are: {string.Join(", ", names)}."),
        };
    }
}
