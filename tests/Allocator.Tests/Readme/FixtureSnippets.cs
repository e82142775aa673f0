namespace Allocator.Readme;

/// <summary>The code of <c>docs/fixtures.md</c> that no sample has; <see cref="ReadmeTests"/> compares.</summary>
internal static class FixtureSnippets
{
    public sealed class Postgres() : ClusterService("postgres");
}
