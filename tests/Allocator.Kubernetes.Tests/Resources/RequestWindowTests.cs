using Allocator.Testing;

namespace Allocator.Tests;

public sealed class RequestWindowTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider _time = new();
    private readonly RequestWindow _window;

    public RequestWindowTests() => _window = new RequestWindow(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_when_full_waits_until_another_leaves_first_come_first_served()
    {
        await FillAsync();
        var first = EnterAsync();
        var second = EnterAsync();
        Assert.False(first.IsCompleted);

        _window.Leave();
        await first;

        Assert.False(second.IsCompleted);
        _window.Leave();
        await second;
    }

    [Fact]
    public async Task Enter_of_what_is_urgent_comes_before_others()
    {
        await FillAsync();
        var other = EnterAsync();
        var urgent = _window.EnterAsync(urgent: true, Cancellation).AsTask();

        _window.Leave();
        await urgent;

        Assert.False(other.IsCompleted);
    }

    [Fact]
    public async Task Enter_that_is_cancelled_takes_no_turn()
    {
        await FillAsync();
        using var impatient = new CancellationTokenSource();
        var cancelled = _window.EnterAsync(urgent: false, impatient.Token).AsTask();
        var other = EnterAsync();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _window.Leave();

        await other;
    }

    [Fact]
    public async Task Narrow_halves_the_window_once_for_all_that_was_sent_before()
    {
        var began = await EnterAsync();

        _window.Narrow(began, TimeSpan.Zero);
        _window.Narrow(began, TimeSpan.Zero);
        Assert.Equal(RequestWindow.Most / 2, _window.Size);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _window.Narrow(await EnterAsync(), TimeSpan.Zero);

        Assert.Equal(RequestWindow.Most / 4, _window.Size);
    }

    [Fact]
    public async Task Narrow_again_and_again_leaves_one()
    {
        for (var i = 0; i < 20; i++)
        {
            var began = await EnterAsync();
            _window.Narrow(began, TimeSpan.Zero);
            _window.Leave();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(1, _window.Size);
    }

    [Fact]
    public async Task Window_grows_by_one_a_second_once_the_server_may_be_asked_again()
    {
        _window.Narrow(await EnterAsync(), s_second);

        _time.Advance(s_second);
        Assert.Equal(RequestWindow.Most / 2, _window.Size);
        _time.Advance(s_second);
        Assert.Equal((RequestWindow.Most / 2) + 1, _window.Size);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(RequestWindow.Most, _window.Size);
    }

    [Fact]
    public async Task Enter_waits_until_the_server_wants_to_be_asked_again()
    {
        _window.Narrow(await EnterAsync(), s_second);

        var next = EnterAsync();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(_time.GetTimestamp(), await next);
    }

    [Fact]
    public async Task Enter_waits_for_five_seconds_at_most_whatever_the_server_wants()
    {
        _window.Narrow(await EnterAsync(), TimeSpan.FromHours(1));

        var next = EnterAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        await next;
    }

    private Task<long> EnterAsync() => _window.EnterAsync(urgent: false, Cancellation).AsTask();

    private async Task FillAsync()
    {
        for (var i = 0; i < RequestWindow.Most; i++)
            await EnterAsync();
    }
}
