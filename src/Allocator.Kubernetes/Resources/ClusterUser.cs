namespace Allocator;

/// <summary>A user as the cluster knows it.</summary>
/// <param name="Name">The name, for example <c>alice@example.com</c> or <c>system:serviceaccount:ci:runner</c>.</param>
/// <param name="Groups">The groups, as far as they are known.</param>
/// <param name="Source">Who says so: <c>SelfSubjectReview</c>, <c>TokenReview</c>, or what was read from the credentials without asking the server.</param>
public sealed record ClusterUser(string Name, IReadOnlyList<string> Groups, string Source);
