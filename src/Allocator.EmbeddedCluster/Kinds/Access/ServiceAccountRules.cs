namespace Allocator.Embedded;

internal sealed class ServiceAccountRules() : BuiltInRules(ResourceTypes.ServiceAccounts);
