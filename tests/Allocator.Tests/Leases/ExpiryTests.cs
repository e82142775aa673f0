using System.Text.Json.Nodes;

namespace Allocator.Leases;

public sealed class ExpiryTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly Expiry _expiry;
    private bool _hasDate;

    public ExpiryTests() => _expiry = new Expiry(() => _hasDate ? _time.GetUtcNow() : null, _time);

    [Fact]
    public void IsOver_with_a_date_is_the_end_of_the_lease_and_the_margin()
    {
        var now = Answered();

        Assert.False(_expiry.IsOver(Instance(now - s_lease - LeaseTerms.Margin)));
        Assert.True(_expiry.IsOver(Instance(now - s_lease - LeaseTerms.Margin - s_second)));
    }

    [Fact]
    public void IsOver_with_a_date_is_the_end_of_the_lifetime_though_it_is_renewed()
    {
        var now = Answered();

        Assert.False(_expiry.IsOver(Instance(now, created: now - s_lease, lifetime: s_lease)));
        Assert.True(_expiry.IsOver(Instance(now, created: now - s_lease - LeaseTerms.Margin - s_second, lifetime: s_lease)));
    }

    [Fact]
    public void IsOver_without_a_date_is_a_whole_lease_and_the_margin_without_a_renewal()
    {
        // What the record says of the time counts for nothing: no clock is known that it could be compared with.
        var longAgo = _time.GetUtcNow() - TimeSpan.FromDays(1);

        Assert.False(_expiry.IsOver(Instance(longAgo)));
        _time.Advance(s_lease);
        Assert.False(_expiry.IsOver(Instance(longAgo + s_lease)));
        _time.Advance(s_lease + LeaseTerms.Margin);
        Assert.False(_expiry.IsOver(Instance(longAgo + s_lease)));
        _time.Advance(s_second);
        Assert.True(_expiry.IsOver(Instance(longAgo + s_lease)));
    }

    [Fact]
    public void IsOver_without_a_date_is_a_whole_lifetime_and_the_margin_though_it_is_renewed()
    {
        var lifetime = s_lease * 3;
        var created = _time.GetUtcNow();

        for (var renewal = 0; renewal <= 6; renewal++, _time.Advance(s_lease / 2))
            Assert.False(_expiry.IsOver(Instance(_time.GetUtcNow(), created, lifetime)));
        _time.Advance(LeaseTerms.Margin);

        Assert.True(_expiry.IsOver(Instance(_time.GetUtcNow(), created, lifetime)));
    }

    [Fact]
    public void UntilFirst_is_the_time_that_the_first_has_left_and_the_margin()
    {
        var now = Answered();

        Assert.Equal(s_second * 20 + LeaseTerms.Margin, _expiry.UntilFirst([Instance(now), Instance(now - s_second * 40), Instance(now, created: now, lifetime: s_lease)]));
        Assert.Null(_expiry.UntilFirst([Instance(now, lease: null)]));
    }

    [Fact]
    public void UntilFirst_without_a_date_is_the_shortest_lease_or_lifetime_and_the_margin()
    {
        var now = _time.GetUtcNow();

        Assert.Equal(s_second * 30 + LeaseTerms.Margin, _expiry.UntilFirst([Instance(now), Instance(now, created: now, lifetime: s_second * 30)]));
    }

    /// <summary>The API server answers; its time.</summary>
    private DateTimeOffset Answered()
    {
        _hasDate = true;
        return _time.GetUtcNow();
    }

    private static InstanceRecord Instance(DateTimeOffset renewed, DateTimeOffset? created = null, TimeSpan? lifetime = null) =>
        Instance(renewed, s_lease, created, lifetime);

    private static InstanceRecord Instance(DateTimeOffset renewed, TimeSpan? lease, DateTimeOffset? created = null, TimeSpan? lifetime = null)
    {
        var annotations = new JsonObject();
        if (lifetime is { } most)
            annotations[Annotations.Lifetime] = $"{most.TotalSeconds:0}";
        var spec = new JsonObject { ["renewTime"] = LeaseTerms.Format(renewed) };
        if (lease is { } duration)
            spec["leaseDurationSeconds"] = (int)duration.TotalSeconds;
        return InstanceRecord.Read(new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "kv-1",
                ["uid"] = "uid-1",
                ["resourceVersion"] = "1",
                ["creationTimestamp"] = (created ?? renewed).UtcDateTime.ToString("O"),
                ["annotations"] = annotations,
            },
            ["spec"] = spec,
        });
    }
}
