using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

public sealed class PlacesViewTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Places_show_who_holds_them()
    {
        using var api = fixture.Server.ClientOf("page-places");
        var name = await api.CreateAsync("single");
        await using var visit = await fixture.VisitAsync("page-places");
        await visit.OpenAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Places" }).ClickAsync();

        var single = visit.Page.Locator("section.card").Filter(new() { HasText = "single" });
        await Expect(single).ToContainTextAsync("you");
        await Expect(single).ToContainTextAsync("1 of 1 held, 0 free");
        await Expect(single.GetByRole(AriaRole.Row).Last).ToContainTextAsync($"0{name}page-places● ready");
        await visit.PictureAsync("places");
    }

    [Fact]
    public async Task Somebody_of_another_issuer_with_the_same_name_is_not_you()
    {
        await using var visit = await fixture.VisitAsync(BrowserFixture.Administrator);
        await visit.Page.RouteAsync("**/v1/places", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{"items": [{"service": "s", "owner": "root", "limit": 1, "held": []}, {"service": "s", "owner": "root", "limit": 2, "held": []}]}""",
        }));
        await visit.OpenAsync("#places");

        await Expect(visit.Page.Locator("section.card .heading")).ToHaveTextAsync(["syou0 of 1 held, 1 free", "sroot0 of 2 held, 2 free"]);
    }

    [Fact]
    public async Task Administrator_sees_the_places_of_others()
    {
        using var api = fixture.Server.ClientOf("page-places-other");
        var name = await api.CreateAsync("single");
        await using var visit = await fixture.VisitAsync(BrowserFixture.Administrator);
        await visit.OpenAsync("#places");

        await Expect(visit.Page.GetByRole(AriaRole.Cell, new() { Name = name })).ToBeVisibleAsync();
        await visit.PictureAsync("places-administrator");
    }
}
