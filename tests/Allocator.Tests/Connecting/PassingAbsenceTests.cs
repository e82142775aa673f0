using System.Net;

namespace Allocator;

public sealed class PassingAbsenceTests
{
    private readonly ManualTimeProvider _time = new();
    private int _attempts;

    [Fact]
    public async Task OutlastAsync_container_that_the_node_does_not_find_at_first_is_tried_again()
    {
        var outlasting = OutlastAsync(() => _attempts < 3 ? throw NotFound() : "found");
        while (!outlasting.IsCompleted)
            await LetTimePassAsync();

        Assert.Equal("found", await outlasting);
        Assert.Equal(3, _attempts);
    }

    [Fact]
    public async Task OutlastAsync_container_that_the_node_never_finds_is_given_up_after_30_seconds()
    {
        var start = _time.GetTimestamp();

        var outlasting = OutlastAsync(() => throw NotFound());
        while (!outlasting.IsCompleted)
            await LetTimePassAsync();

        await Assert.ThrowsAsync<KubernetesException>(() => outlasting);
        Assert.Equal(TimeSpan.FromSeconds(30), _time.GetElapsedTime(start));
    }

    [Fact]
    public async Task OutlastAsync_another_failure_is_not_tried_again()
    {
        await Assert.ThrowsAsync<KubernetesException>(() =>
            OutlastAsync(() => throw new KubernetesException("500: the node is on fire", HttpStatusCode.InternalServerError, null)));

        Assert.Equal(1, _attempts);
    }

    private static KubernetesException NotFound() =>
        new("500 InternalServerError: container not found (\"main\")", HttpStatusCode.InternalServerError, null);

    private Task<string> OutlastAsync(Func<string> start) => PassingAbsence.OutlastAsync(
        _time,
        () =>
        {
            _attempts++;
            return Task.FromResult(start());
        },
        TestContext.Current.CancellationToken);

    private async Task LetTimePassAsync()
    {
        if (_time.NextDue is { } due)
            _time.Advance(due - _time.GetUtcNow());
        await Task.Yield();
    }
}
