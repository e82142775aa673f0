using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Allocator;

/// <summary>The identity where no provider was chosen: the one that the options name, or what the environment tells.</summary>
internal static class ConfiguredIdentity
{
    public static IIdentityProvider Of(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<AllocatorOptions>>().Value.Identity is { } name
            ? new FixedIdentityProvider(new CallerIdentity("fixed", name))
            : new EnvironmentIdentityProvider();
}
