namespace Allocator.Client;

/// <summary>What came of an operation.</summary>
/// <param name="Instance">The instance, as it is now.</param>
/// <param name="ConnectionStrings">The templates of its connection strings by name, if it was created.</param>
internal sealed record ServerOutcome(Instance Instance, IReadOnlyDictionary<string, string> ConnectionStrings);
