using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Allocator;

public sealed class AdministratorTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Administrator_sees_and_destroys_everybodys_instances()
    {
        using var api = fixture.Server.ClientOf("page-subject");
        var name = await api.CreateAsync("note");
        await using var visit = await fixture.VisitAsync(BrowserFixture.Administrator);
        await visit.OpenAsync();
        await Expect(visit.Instance(name)).ToContainTextAsync("of page-subject");

        await visit.Button($"Destroy {name}").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Destroy" }).ClickAsync();

        await Expect(visit.Instance(name)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Charts_show_instances_latency_and_failures_also_in_numbers()
    {
        using var api = fixture.Server.ClientOf("page-charts");
        await api.CreateAsync("echo");
        await api.PostAsync("/v1/services/crooked/instances");
        await fixture.Server.App.Services.GetRequiredService<AllocatorReaper>().ReapAsync(TestContext.Current.CancellationToken);
        await using var visit = await fixture.VisitAsync(BrowserFixture.Administrator);
        await visit.OpenAsync("#server");

        await Expect(visit.Page.GetByRole(AriaRole.Img)).ToHaveCountAsync(3);
        foreach (var numbers in await visit.Page.GetByText("In numbers").AllAsync())
            await numbers.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Cell, new() { Name = "TemplateException" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^waiting .* s$") })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = "echo" })).ToBeVisibleAsync();
        await visit.PictureAsync("server");

        var summary = visit.Page.Locator("summary").Last;
        await summary.FocusAsync();
        await visit.Button("Read again").EvaluateAsync("button => button.click()");
        await visit.Page.WaitForResponseAsync("**/v1/history");
        await Expect(visit.Page.GetByRole(AriaRole.Cell, new() { Name = "TemplateException" })).ToBeVisibleAsync();
        await Expect(summary).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Others_have_no_view_of_the_server()
    {
        await using var visit = await fixture.VisitAsync("page-nobody");
        await visit.OpenAsync("#server");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Your instances" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Server" })).ToHaveCountAsync(0);
    }
}
