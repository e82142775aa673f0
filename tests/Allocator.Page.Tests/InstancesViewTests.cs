using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

public sealed class InstancesViewTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Create_shows_its_phases_and_then_the_instance()
    {
        await using var visit = await fixture.VisitAsync("page-creator");
        await visit.OpenAsync();
        await Expect(visit.Page.GetByText("None yet. Create one above.")).ToBeVisibleAsync();

        var name = await visit.CreateAsync("echo");

        await Expect(visit.Creation.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(
            [new Regex("Render the template.* s$"), new("Take a place.* s$"), new("Create the objects.* s$"), new("Wait until it is ready.* s$"), new("Ready$")]);
        var instance = visit.Instance(name);
        await Expect(instance.Locator(".state")).ToHaveTextAsync("● ready");
        await Expect(instance.GetByText("ends in 7 h 59 min")).ToBeVisibleAsync();
        await Expect(instance.GetByText("s old")).ToBeVisibleAsync();
        await visit.PictureAsync("created");
    }

    [Fact]
    public async Task Newest_is_first_and_what_others_do_shows_without_reading_again()
    {
        using var api = fixture.Server.ClientOf("page-list");
        var older = await api.CreateAsync("note");
        await using var visit = await fixture.VisitAsync("page-list");
        await visit.OpenAsync();
        await Expect(visit.Instances.Locator("h2")).ToHaveTextAsync([older]);
        await Task.Delay(1100, TestContext.Current.CancellationToken);

        var newer = await api.CreateAsync("note");
        await Expect(visit.Instances.Locator("h2")).ToHaveTextAsync([newer, older]);
        await api.DeleteAsync($"/v1/instances/{older}");

        await Expect(visit.Instances.Locator("h2")).ToHaveTextAsync([newer]);
    }

    [Fact]
    public async Task Parameters_have_fields_with_their_values()
    {
        await using var visit = await fixture.VisitAsync("page-parameters");
        await visit.OpenAsync();
        await visit.Page.GetByLabel("Service").SelectOptionAsync("note");
        await visit.Page.GetByLabel("text").SelectOptionAsync("much");

        var name = await visit.CreateAsync("note");

        // Choosing the service again makes its fields anew.
        await Expect(visit.Instance(name)).Not.ToContainTextAsync("text=much");
        await visit.Page.GetByLabel("text").SelectOptionAsync("much");
        await visit.Button("Create").ClickAsync();
        await Expect(visit.Page.GetByText("text=much")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Create_that_fails_shows_the_whole_diagnosis()
    {
        await using var visit = await fixture.VisitAsync("page-broken");
        await visit.OpenAsync();
        await visit.Page.GetByLabel("Service").SelectOptionAsync("broken");
        await visit.Button("Create").ClickAsync();

        var problem = visit.Creation.GetByRole(AriaRole.Alert);
        await Expect(problem).ToContainTextAsync("nowhere.invalid/nothing:1", new() { Timeout = 60_000 });
        await visit.PictureAsync("failed");
        await visit.Creation.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).Last.ClickAsync();

        await Expect(visit.Creation).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Create_that_is_cancelled_leaves_nothing()
    {
        using var api = fixture.Server.ClientOf("page-cancel");
        await using var visit = await fixture.VisitAsync("page-cancel");
        await visit.OpenAsync();
        await visit.Page.GetByLabel("Service").SelectOptionAsync("waiting");
        await visit.Button("Create").ClickAsync();
        await Expect(visit.Instances).ToHaveCountAsync(1);
        await visit.PictureAsync("creating");

        await visit.Button("Cancel").ClickAsync();

        await Expect(visit.Page.GetByText("Cancelled.")).ToBeVisibleAsync();
        await Expect(visit.Instances).ToHaveCountAsync(0);
        await Eventually.TrueAsync(async () => (await api.GetAsync("/v1/instances")).Json["items"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task Create_goes_on_while_another_view_is_shown()
    {
        using var api = fixture.Server.ClientOf("page-elsewhere");
        await using var visit = await fixture.VisitAsync("page-elsewhere");
        await visit.OpenAsync();
        await visit.Page.GetByLabel("Service").SelectOptionAsync("waiting");
        await visit.Button("Create").ClickAsync();
        await Expect(visit.Instances).ToHaveCountAsync(1);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Places" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Places" })).ToBeVisibleAsync();
        await visit.Page.GoBackAsync();

        await Expect(visit.Instances).ToHaveCountAsync(1);
        await Expect(visit.Creation.GetByText("Wait until it is ready")).ToHaveAttributeAsync("aria-current", "step");
        await visit.Button("Cancel").ClickAsync();
        await Expect(visit.Instances).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Second_click_of_a_double_click_creates_nothing()
    {
        await using var visit = await fixture.VisitAsync("page-double");
        await visit.OpenAsync();
        await visit.Page.GetByLabel("Service").SelectOptionAsync("note");

        await visit.Button("Create").DblClickAsync();

        await Expect(visit.Creation.GetByText("is ready.")).ToBeVisibleAsync();
        await Expect(visit.Creation).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Enter_that_is_held_creates_once()
    {
        await using var visit = await fixture.VisitAsync("page-held");
        await visit.OpenAsync();
        await visit.Page.GetByLabel("Service").SelectOptionAsync("note");
        await visit.Button("Create").FocusAsync();

        await visit.Page.Keyboard.DownAsync("Enter");
        await visit.Page.Keyboard.DownAsync("Enter");
        await visit.Page.Keyboard.UpAsync("Enter");

        await Expect(visit.Creation.GetByText("is ready.")).ToBeVisibleAsync();
        await Expect(visit.Creation).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Refused_create_names_the_holders()
    {
        await using var visit = await fixture.VisitAsync("page-full");
        await visit.OpenAsync();
        var holder = await visit.CreateAsync("single");
        await visit.Page.GetByLabel("If all places are held").UncheckAsync();
        await visit.Button("Create").ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"one is there: {holder} of page-full");
    }

    [Fact]
    public async Task Destroy_asks_first_and_then_destroys()
    {
        await using var visit = await fixture.VisitAsync("page-destroyer");
        await visit.OpenAsync();
        var name = await visit.CreateAsync("echo");

        await visit.Button($"Destroy {name}").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("cannot be taken back");
        await visit.PictureAsync("destroy");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(visit.Instance(name).Locator(".state")).ToHaveTextAsync("● ready");

        await visit.Button($"Destroy {name}").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Destroy" }).ClickAsync();

        await Expect(visit.Instance(name)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Suspend_resume_and_reset_show_in_the_state()
    {
        using var api = fixture.Server.ClientOf("page-operator");
        await using var visit = await fixture.VisitAsync("page-operator");
        await visit.OpenAsync();
        var name = await visit.CreateAsync("echo");
        var state = visit.Instance(name).Locator(".state");
        var password = await PasswordAsync();

        await visit.Button($"Suspend {name}").ClickAsync();
        await Expect(state).ToHaveTextAsync("■ suspended");
        await visit.Button($"Resume {name}").ClickAsync();
        await Expect(state).ToHaveTextAsync("● ready");
        await visit.Button($"Reset {name}").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Eventually.TrueAsync(async () => await PasswordAsync() != password);
        await Expect(state).ToHaveTextAsync("● ready");

        async Task<string> PasswordAsync() => (await api.GetAsync($"/v1/instances/{name}/secret")).Json["values"]!["password"]!.GetValue<string>();
    }

    [Fact]
    public async Task Lease_counts_down_and_is_renewed_by_hand()
    {
        using var api = fixture.Server.ClientOf("page-lease");
        var name = await api.CreateAsync("note", new { lease = 300 });
        await using var visit = await fixture.VisitAsync("page-lease");
        await visit.OpenAsync();
        var instance = visit.Instance(name);
        await Expect(instance.GetByText("lease of 5 min")).ToBeVisibleAsync();
        var first = await LeftAsync();
        await Eventually.TrueAsync(async () => await LeftAsync() < first);
        var least = await LeftAsync();

        await visit.Button($"Renew {name}").ClickAsync();

        await Eventually.TrueAsync(async () => await LeftAsync() > least);

        async Task<int> LeftAsync()
        {
            var text = Regex.Match(await instance.Locator("time[data-kind=until]").InnerTextAsync(), @"^ends in (?:(\d+) min)? ?(?:(\d+) s)?$");
            Assert.True(text.Success);
            return (Number(text.Groups[1]) * 60) + Number(text.Groups[2]);
        }

        static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    [Fact]
    public async Task Filter_leaves_what_matches()
    {
        using var api = fixture.Server.ClientOf("page-filter");
        var note = await api.CreateAsync("note");
        await api.CreateAsync("single");
        await using var visit = await fixture.VisitAsync("page-filter");
        await visit.OpenAsync();
        await Expect(visit.Instances).ToHaveCountAsync(2);

        await visit.Page.GetByLabel("Filter").FillAsync("NOTE ready");

        await Expect(visit.Instances.Locator("h2")).ToHaveTextAsync([note]);
        await Expect(visit.Page.GetByText("1 of 2")).ToBeVisibleAsync();
    }
}
