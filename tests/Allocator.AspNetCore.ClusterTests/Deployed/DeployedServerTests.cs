namespace Allocator;

/// <summary>The tests that share the deployed server: one after the other.</summary>
[CollectionDefinition]
public sealed class DeployedServerTests : ICollectionFixture<DeployedServer>;
