using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

/// <summary>What others have written is text, whatever it looks like.</summary>
public sealed class MarkupTests(BrowserFixture fixture)
{
    private const string Markup = "<img id=evil src=x onerror=document.title='evil'>";

    [Fact]
    public async Task Markup_in_names_and_logs_is_text()
    {
        using var api = fixture.Server.ClientOf(Markup);
        var name = await api.CreateAsync("talker");
        await using var visit = await fixture.VisitAsync(BrowserFixture.Administrator);
        await visit.OpenAsync();
        await Expect(visit.Instance(name)).ToContainTextAsync($"of {Markup}");

        await visit.Instance(name).GetByText("Logs", new() { Exact = true }).ClickAsync();
        string[] command = ["sh", "-c", $"echo '{Markup.Replace("'", "\"", StringComparison.Ordinal)}\u202e <b>back</b>' > /talk"];
        await api.PostAsync($"/v1/instances/{name}/exec", new { command });
        await Expect(visit.Page.GetByRole(AriaRole.Log)).ToContainTextAsync("<b>back</b>");
        await visit.PictureAsync("markup");

        await Expect(visit.Page.Locator("#evil, b")).ToHaveCountAsync(0);
        await Expect(visit.Page).ToHaveTitleAsync("Instances – Allocator");
    }

    [Theory]
    [InlineData("javascript:document.title='evil'//")]
    [InlineData("//evil.example/signin")]
    [InlineData("https://evil.example/signin")]
    public async Task Sign_in_leads_nowhere_else(string address)
    {
        await using var visit = await fixture.VisitAsync("markup-sign-in");
        await visit.Page.RouteAsync("**/v1/session", route => route.FulfillAsync(new()
        {
            Status = 401,
            ContentType = "application/problem+json",
            Body = $$"""{"title": "{{Markup}}", "detail": "none", "kind": "sign-in", "signIn": "{{address}}"}""",
        }));
        await visit.OpenAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }
}
