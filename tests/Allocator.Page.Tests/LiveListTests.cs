using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

/// <summary>The list stays true whatever becomes of its stream.</summary>
public sealed class LiveListTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Stream_that_is_silent_for_too_long_is_begun_again()
    {
        await using var visit = await fixture.VisitAsync("live-silent");
        await visit.Page.Clock.InstallAsync();
        var streams = CountStreams(visit);
        await visit.OpenAsync();
        await Expect(visit.Page.GetByText("None yet.")).ToBeVisibleAsync();

        await visit.Page.Clock.FastForwardAsync(50_000);

        await Eventually.TrueAsync(() => Task.FromResult(streams() == 2));
        await Expect(visit.Page.GetByText("None yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Hidden_page_has_no_stream_and_one_that_is_seen_again_is_true()
    {
        using var api = fixture.Server.ClientOf("live-hidden");
        var older = await api.CreateAsync("note");
        await using var visit = await fixture.VisitAsync("live-hidden");
        var streams = CountStreams(visit);
        await visit.OpenAsync();
        await Expect(visit.Instance(older)).ToBeVisibleAsync();

        var ended = new TaskCompletionSource();
        visit.Page.RequestFailed += (_, _) => ended.TrySetResult();
        await ShowAsync(visit, "hidden");
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await api.DeleteAsync($"/v1/instances/{older}?wait=true");
        var newer = await api.CreateAsync("note");
        await Expect(visit.Instance(older)).ToBeVisibleAsync();
        Assert.Equal(1, streams());
        await ShowAsync(visit, "visible");

        await Expect(visit.Instances.Locator("h2")).ToHaveTextAsync([newer]);
    }

    [Fact]
    public async Task Whoever_has_signed_in_meanwhile_does_not_see_the_page_of_another()
    {
        await using var visit = await fixture.VisitAsync("live-first");
        await visit.OpenAsync();
        await Expect(visit.Page.Locator(".who")).ToHaveTextAsync("live-first");

        await ShowAsync(visit, "hidden");
        await visit.Page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Allocator-User"] = "live-second" });
        await ShowAsync(visit, "visible");

        await Expect(visit.Page.Locator(".who")).ToHaveTextAsync("live-second");
    }

    [Fact]
    public async Task Server_that_is_away_is_told_once()
    {
        await using var visit = await fixture.VisitAsync("live-away");
        await visit.Page.Clock.InstallAsync();
        await visit.OpenAsync();
        await Expect(visit.Page.GetByText("None yet.")).ToBeVisibleAsync();
        var attempts = 0;
        await visit.Page.RouteAsync("**/v1/**", route =>
        {
            attempts++;
            return route.AbortAsync();
        });

        await visit.Page.Clock.FastForwardAsync(50_000);
        var alert = visit.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("cannot be reached");
        await alert.EvaluateAsync("element => element.classList.add('same')");
        await visit.PictureAsync("away");
        await visit.Page.Clock.FastForwardAsync(20_000);
        await Eventually.TrueAsync(() => Task.FromResult(attempts >= 2));

        await Expect(alert).ToContainClassAsync("same");
        await visit.Page.UnrouteAllAsync();
        await visit.Page.Clock.FastForwardAsync(20_000);
        await Expect(alert).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_given_up()
    {
        await using var visit = await fixture.VisitAsync("live-mute");
        await visit.Page.Clock.InstallAsync();
        var isAsked = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/v1/session", _ =>
        {
            isAsked.TrySetResult();
            return Task.CompletedTask;
        });
        await visit.OpenAsync();
        await isAsked.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await visit.Page.Clock.FastForwardAsync(50_000);

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("cannot be reached");
    }

    private static Func<int> CountStreams(Visit visit)
    {
        var count = 0;
        visit.Page.Request += (_, request) => count += request.Url.EndsWith("/v1/instances", StringComparison.Ordinal) ? 1 : 0;
        return () => Volatile.Read(ref count);
    }

    /// <summary>As when the user goes to another tab, or comes back.</summary>
    private static async Task ShowAsync(Visit visit, string state) => await visit.Page.EvaluateAsync(
        $$"""
        Object.defineProperty(document, 'visibilityState', { value: '{{state}}', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        """);
}
