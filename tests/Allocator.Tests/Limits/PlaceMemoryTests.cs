namespace Allocator.Limits;

public sealed class PlaceMemoryTests
{
    private readonly PlaceMemory _places = new();
    private readonly Random _random = new(1);

    [Fact]
    public void Choose_gives_each_place_once_before_any_comes_again()
    {
        var scope = new PlaceScope("kv", "all", 20);

        var first = Choose(scope, 20);
        var second = Choose(scope, 20);

        Assert.Equal(Enumerable.Range(0, 20), first.Order());
        Assert.Equal(Enumerable.Range(0, 20), second.Order());
        Assert.NotEqual(first.Order(), first);
    }

    [Fact]
    public void Choose_gives_only_what_the_last_list_showed_free()
    {
        var scope = new PlaceScope("kv", "all", 10);
        Choose(scope, 7);

        _places.Learn(scope, [0, 1, 3, 5, 6, 8, 9]);

        Assert.Equal([2, 4, 7], Choose(scope, 3).Order());
    }

    [Fact]
    public void Scopes_are_remembered_apart()
    {
        _places.Learn(new PlaceScope("kv", "all", 2), [0]);
        _places.Learn(new PlaceScope("db", "all", 2), [1]);
        _places.Learn(new PlaceScope("kv", "owner", 2), [1]);

        Assert.Equal(1, _places.Choose(new PlaceScope("kv", "all", 2), _random));
        Assert.Equal(0, _places.Choose(new PlaceScope("db", "all", 2), _random));
        Assert.Equal(0, _places.Choose(new PlaceScope("kv", "owner", 2), _random));
    }

    [Fact]
    public void Choose_stays_below_a_limit_that_was_lowered()
    {
        Choose(new PlaceScope("kv", "all", 100), 10);

        Assert.All(Choose(new PlaceScope("kv", "all", 11), 30), place => Assert.InRange(place, 0, 10));
    }

    private List<int> Choose(PlaceScope scope, int count) => [.. Enumerable.Range(0, count).Select(_ => _places.Choose(scope, _random))];
}
