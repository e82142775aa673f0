namespace Allocator.Contract;

public sealed class LabelSelectorTests(LabelSelectorTests.Labelled labelled) : IClassFixture<LabelSelectorTests.Labelled>
{
    private async Task<IReadOnlyList<string>> SelectAsync(string selector) =>
        (await labelled.Namespace.ListAsync(Objects.Leases, $"labelSelector={Uri.EscapeDataString(selector)}")).Expect(200).Names;

    [ContractFact]
    public async Task Equality_matches_that_value()
    {
        Assert.Equal(["a"], await SelectAsync("tier=one"));
        Assert.Equal(["a"], await SelectAsync("tier==one"));
        Assert.Equal(["c"], await SelectAsync("tier="));
        Assert.Empty(await SelectAsync("tier=none"));
    }

    [ContractFact]
    public async Task Inequality_matches_other_values_and_absence() => Assert.Equal(["b", "c", "d"], await SelectAsync("tier!=one"));

    [ContractFact]
    public async Task In_matches_any_of_the_values() => Assert.Equal(["a", "b"], await SelectAsync("tier in (one,two,three)"));

    [ContractFact]
    public async Task Notin_matches_other_values_and_absence() => Assert.Equal(["c", "d"], await SelectAsync("tier notin (one, two)"));

    [ContractFact]
    public async Task Existence_matches_any_value() => Assert.Equal(["a", "b", "c"], await SelectAsync("tier"));

    [ContractFact]
    public async Task Absence_matches_objects_without_the_label() => Assert.Equal(["d"], await SelectAsync("!tier"));

    [ContractFact]
    public async Task Requirements_are_all_needed()
    {
        Assert.Equal(["b"], await SelectAsync("example.com/group=x,tier in (two,three),tier!=one"));
        Assert.Empty(await SelectAsync("tier=one,tier=two"));
    }

    [ContractFact]
    public async Task Comparison_is_of_whole_numbers()
    {
        Assert.Equal(["b", "c"], await SelectAsync("size>1"));
        Assert.Equal(["a"], await SelectAsync("size<2"));
    }

    [ContractFact]
    public async Task Empty_selector_matches_everything() => Assert.Equal(["a", "b", "c", "d"], await SelectAsync(""));

    [ContractFact]
    public async Task Selector_that_cannot_be_parsed_answers_400()
    {
        async Task<string> RefusedAsync(string selector) =>
            (await labelled.Namespace.ListAsync(Objects.Leases, $"labelSelector={Uri.EscapeDataString(selector)}"))
                .ExpectFailure(400, "BadRequest").Message;

        Assert.Equal("unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'", await RefusedAsync("a b"));
        Assert.Equal("unable to parse requirement: found '', expected: ',' or ')'", await RefusedAsync("a in (1"));
        Assert.StartsWith("unable to parse requirement: invalid label key \"x/y/z\"", await RefusedAsync("x/y/z=1"), StringComparison.Ordinal);
        Assert.StartsWith("unable to parse requirement: invalid label value: \"-x\"", await RefusedAsync("a=-x"), StringComparison.Ordinal);
    }

    /// <summary>A namespace with four leases that only differ in their labels.</summary>
    public sealed class Labelled(ContractCluster cluster) : IAsyncLifetime
    {
        public ContractNamespace Namespace { get; } = new(cluster);

        public async ValueTask InitializeAsync()
        {
            await Namespace.InitializeAsync();
            if (TargetCluster.SkipReason is not null)
                return;
            await Namespace.CreateLeaseAsync("a", metadata: """{"labels": {"tier": "one", "example.com/group": "x", "size": "1"} }""");
            await Namespace.CreateLeaseAsync("b", metadata: """{"labels": {"tier": "two", "example.com/group": "x", "size": "2"} }""");
            await Namespace.CreateLeaseAsync("c", metadata: """{"labels": {"tier": "", "example.com/group": "y", "size": "10"} }""");
            await Namespace.CreateLeaseAsync("d");
        }

        public ValueTask DisposeAsync() => Namespace.DisposeAsync();
    }
}
