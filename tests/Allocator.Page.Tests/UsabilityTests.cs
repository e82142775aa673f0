using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

/// <summary>For everybody: by keyboard, in the dark, on a phone, with a screen reader.</summary>
public sealed class UsabilityTests(BrowserFixture fixture)
{
    public static MatrixTheoryData<ColorScheme, int> Looks() => new([ColorScheme.Light, ColorScheme.Dark], [1100, 360]);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_view_is_accessible_and_fits(ColorScheme scheme, int width)
    {
        var user = $"page-looks-{scheme}-{width}".ToLowerInvariant();
        using var api = fixture.Server.ClientOf(user);
        var name = await api.CreateAsync("echo");
        await api.PostAsync($"/v1/instances/{await api.CreateAsync("echo")}/suspend");
        await api.CreateAsync("single");
        await using var visit = await fixture.VisitAsync(user, options =>
        {
            (options.ColorScheme, options.ViewportSize, options.BypassCSP) = (scheme, new() { Width = width, Height = 800 }, true);
        });
        await visit.OpenAsync();
        await visit.Instance(name).GetByText("Connect").ClickAsync();
        await Expect(visit.Instance(name).GetByText("From elsewhere")).ToBeVisibleAsync();
        await JudgeAsync(visit, $"instances-{scheme}-{width}");

        await visit.Button($"Destroy {name}").ClickAsync();
        await JudgeAsync(visit, $"dialog-{scheme}-{width}");
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.OpenAsync("#places");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "single" })).ToBeVisibleAsync();
        await JudgeAsync(visit, $"places-{scheme}-{width}");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Charts_are_accessible_and_fit(ColorScheme scheme, int width)
    {
        using var api = fixture.Server.ClientOf("page-chart-looks");
        await api.CreateAsync("echo");
        await using var visit = await fixture.VisitAsync(BrowserFixture.Administrator, options =>
        {
            (options.ColorScheme, options.ViewportSize, options.BypassCSP) = (scheme, new() { Width = width, Height = 800 }, true);
        });
        await visit.OpenAsync("#server");
        await Expect(visit.Page.GetByRole(AriaRole.Img).First).ToBeVisibleAsync();

        await JudgeAsync(visit, $"server-{scheme}-{width}");
    }

    [Fact]
    public async Task Instance_is_created_and_destroyed_by_keyboard_alone()
    {
        await using var visit = await fixture.VisitAsync("page-keyboard");
        await visit.OpenAsync();
        await Expect(visit.Page.GetByLabel("Service")).ToBeVisibleAsync();

        await TabToAsync(visit, "Service");
        await visit.Page.Keyboard.TypeAsync("note");
        await TabToAsync(visit, "Create");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Instances).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("is ready");
        await TabToAsync(visit, "Destroy note-");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Instances).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Focus_stays_on_a_button_while_the_list_changes()
    {
        using var api = fixture.Server.ClientOf("page-focus");
        var name = await api.CreateAsync("note", new { lease = 60 });
        await using var visit = await fixture.VisitAsync("page-focus");
        await visit.OpenAsync();
        await visit.Button($"Destroy {name}").FocusAsync();

        await api.PostAsync($"/v1/instances/{name}/renew");
        var other = await api.CreateAsync("note");
        await Expect(visit.Instance(other)).ToBeVisibleAsync();

        await Expect(visit.Button($"Destroy {name}")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Focus_goes_on_to_what_can_be_done_next()
    {
        using var api = fixture.Server.ClientOf("page-focus-next");
        var name = await api.CreateAsync("echo");
        await using var visit = await fixture.VisitAsync("page-focus-next");
        await visit.OpenAsync();
        await visit.Button($"Suspend {name}").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Instance(name).Locator(".state")).ToHaveTextAsync("■ suspended");
        await Expect(visit.Button($"Resume {name}")).ToBeFocusedAsync();

        var places = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Places" });
        await places.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Places" })).ToBeVisibleAsync();
        await Expect(places).ToBeFocusedAsync();
    }

    private static async Task JudgeAsync(Visit visit, string picture)
    {
        await visit.PictureAsync(picture.ToLowerInvariant());
        var overflow = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"The page is {overflow} pixels wider than its window.");
        var judged = await visit.Page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        Assert.True(judged.Passes.Length > 0);
        Assert.Equal("", string.Join('\n', judged.Violations.Select(one => $"{one.Id}: {one.Help}: {string.Join("; ", one.Nodes.Select(node => node.Html))}")));
    }

    /// <summary>Presses Tab until something of this name has the focus.</summary>
    private static async Task TabToAsync(Visit visit, string name)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var focused = await visit.Page.EvaluateAsync<string>("document.activeElement.ariaLabel ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent");
            if (focused.StartsWith(name, StringComparison.Ordinal))
                return;
        }

        throw new Xunit.Sdk.XunitException($"No 40 presses of Tab reach '{name}'.");
    }
}
